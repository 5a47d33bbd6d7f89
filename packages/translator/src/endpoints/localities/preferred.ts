import type { LocalityPreference } from '../../policy/locality-preference.js';
import type { Topology } from '../../proxy/topology.js';
import type { LocalityGroup } from '../locality-group.js';
import { distribute } from './distribute.js';
import { failOverByLabels } from './fail-over-by-labels.js';
import { failOverByDistance, failOverByRegion } from './fail-over.js';

/** The groups as a client of some place prefers them: with other weights, split, or with priorities. */
export function preferred(
  groups: readonly LocalityGroup[],
  place: Topology,
  preference: LocalityPreference | undefined,
): readonly LocalityGroup[] {
  if (!preference || (preference.kind === 'zone-aware' && preference.isOff)) return groups;
  const { distribute: shares, failover, failoverPriority } = { distribute: undefined, ...preference.setting };
  if (shares?.length) return distribute(groups, place.locality, shares);
  const byLabels = failoverPriority?.length
    ? failOverByLabels(groups, place.labels, failoverPriority)
    : groups;
  if (preference.kind === 'locality' && !preference.failsOver) return groups;
  // One group has no other to fail over to, wherever the client is.
  if (byLabels.length === 1) return byLabels;
  if (preference.kind === 'zone-aware') return failOverByRegion(byLabels, place.locality, failover);
  // Istio: with labels, distances count only where regions to fail over to are named.
  return failoverPriority?.length && !failover?.length
    ? byLabels
    : failOverByDistance(byLabels, place.locality, failover);
}
