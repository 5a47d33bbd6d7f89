import type { DestinationRule, Path, TrafficPolicy } from '@xdsim/api';

export interface PlacedPolicy {
  readonly policy: TrafficPolicy;
  readonly path: Path;
  /** Index of the subset that it is of. */
  readonly subset?: number;
}

/** A DestinationRule's traffic policies: its own, and those of its subsets. */
export function policiesOf({ spec }: DestinationRule): readonly PlacedPolicy[] {
  const own = spec.trafficPolicy;
  return [
    ...(own ? [{ policy: own, path: ['spec', 'trafficPolicy'] }] : []),
    ...(spec.subsets ?? []).flatMap(({ trafficPolicy: policy }, subset) =>
      policy ? [{ policy, path: ['spec', 'subsets', subset, 'trafficPolicy'], subset }] : [],
    ),
  ];
}
