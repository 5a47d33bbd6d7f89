import type { DestinationRule, Path, PortTrafficPolicy, TrafficPolicy } from '@xdsim/api';

/** A policy where it is written. */
export interface WrittenPolicy {
  readonly path: Path;
  readonly policy: TrafficPolicy | PortTrafficPolicy;
}

function withPorts(policy: TrafficPolicy | undefined, path: Path): readonly WrittenPolicy[] {
  if (!policy) return [];
  const ports = (policy.portLevelSettings ?? []).map((settings, i) => ({
    path: [...path, 'portLevelSettings', i],
    policy: settings,
  }));
  return [{ path, policy }, ...ports];
}

/** All policies of a rule: its own, those of its subsets, and those of their ports. */
export const writtenPolicies = ({ spec }: DestinationRule): readonly WrittenPolicy[] => [
  ...withPorts(spec.trafficPolicy, ['spec', 'trafficPolicy']),
  ...(spec.subsets ?? []).flatMap((subset, i) =>
    withPorts(subset.trafficPolicy, ['spec', 'subsets', i, 'trafficPolicy']),
  ),
];
