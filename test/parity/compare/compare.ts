import type { Resources } from '../../accepted/accept.js';
import type { OurAnswer } from '../xdsim.js';
import type { Answer } from '../istio.js';
import { canonical, differences } from './differences.js';
import type { Difference } from './differences.js';
import { agreedPart, isCompared } from './intended.js';

/** What came of comparing the answers to one mesh. */
export interface Comparison {
  /** How many resources both sides have. */
  readonly resources: number;
  readonly differences: readonly Difference[];
}

const types = ['clusters', 'endpoints', 'listeners', 'routes'] as const;

function agreed(type: (typeof types)[number], all: Resources): unknown {
  const key = type === 'endpoints' ? 'cluster_name' : 'name';
  return all[type]
    .filter(isCompared[type])
    .map((resource) => canonical(agreedPart[type](resource)) as Record<string, unknown>)
    .toSorted((a, b) => (String(a[key]) < String(b[key]) ? -1 : 1));
}

/** Verdicts first: what one side refuses is not translated. */
export function compare(istio: Answer, ours: OurAnswer): Comparison {
  if (istio.failed !== undefined)
    return { resources: 0, differences: [{ path: 'Istio failed', istio: istio.failed, ours: undefined }] };
  const verdicts = new Map<number, { istio?: string; ours?: string }>();
  for (const { index, reason } of istio.refused ?? []) verdicts.set(index, { istio: reason });
  for (const { index, reason } of ours.refused) verdicts.set(index, { ...verdicts.get(index), ours: reason });
  const disputed = [...verdicts].filter(
    ([, verdict]) => (verdict.istio === undefined) !== (verdict.ours === undefined),
  );
  if (disputed.length > 0) {
    return {
      resources: 0,
      differences: disputed.map(([index, verdict]) => ({
        path: `verdict[${index}]`,
        istio: verdict.istio ?? 'valid',
        ours: verdict.ours ?? 'valid',
      })),
    };
  }
  let resources = 0;
  const found = (istio.translations ?? []).flatMap((theirs, i) =>
    types.flatMap((type) => {
      const [a, b] = [agreed(type, theirs), agreed(type, ours.translations[i]!)];
      resources += (a as readonly unknown[]).length;
      return differences(a, b, `proxy[${i}].${type}`);
    }),
  );
  return { resources, differences: found };
}
