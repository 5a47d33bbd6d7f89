import type { LocalityPreference } from '../../policy/locality-preference.js';
import type { Topology } from '../../proxy/topology.js';
import type { LocalityGroup } from '../locality-group.js';
import { distribute } from './distribute.js';
import { failOverByLabels } from './fail-over-by-labels.js';
import { failOverByDistance, failOverByRegion } from './fail-over.js';

/** The groups as a client of some place prefers them: with other weights, split, or with priorities. */
export function preferred(
  groups: readonly LocalityGroup[],
  { locality, labels }: Topology,
  preference: LocalityPreference | undefined,
): readonly LocalityGroup[] {
  if (!preference) return groups;
  const { distribute: shares, failover, failoverPriority } = { distribute: undefined, ...preference.setting };
  if (shares?.length) return distribute(groups, locality, shares);
  const byLabels = failoverPriority?.length ? failOverByLabels(groups, labels, failoverPriority) : groups;
  if (preference.kind === 'zone-aware') return failOverByRegion(byLabels, locality, failover);
  if (!preference.failsOver) return groups;
  // Istio: with labels, distances count only where regions to fail over to are named.
  return failoverPriority?.length && !failover?.length
    ? byLabels
    : failOverByDistance(byLabels, locality, failover);
}
