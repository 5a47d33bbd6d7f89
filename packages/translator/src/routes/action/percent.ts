import type { FractionalPercent } from '@xdsim/envoy';

/** A percentage with fractions, which are cut after the fourth digit (Istio). */
export const perMillion = ({ value = 0 }: { readonly value?: number | undefined }): FractionalPercent => ({
  numerator: Math.trunc(value * 10_000),
  denominator: 'MILLION',
});

export const perHundred = (percent: number): FractionalPercent => ({ numerator: percent });
