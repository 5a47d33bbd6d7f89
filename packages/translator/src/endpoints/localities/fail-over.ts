import type { LocalityLbSetting } from '@xdsim/api';
import type { Locality } from '@xdsim/envoy';
import { prioritised } from '../locality-group.js';
import type { LocalityGroup } from '../locality-group.js';

type Failover = NonNullable<LocalityLbSetting['failover']>;

/** Istio: the same sub-zone 0, zone 1, region 2, another region 3; zones are compared within a region only. */
function distance(from: Locality, to: Locality): number {
  const same = (step: keyof Locality): boolean => (from[step] ?? '') === (to[step] ?? '');
  if (!same('region')) return 3;
  if (!same('zone')) return 2;
  return same('sub_zone') ? 0 : 1;
}

/** Whether a region is another one than that which the client's region fails over to; not if nothing is said. */
const isPassedOver = (from: Locality, to: Locality, failover: Failover): boolean => {
  const entry = failover.find((f) => (f.from ?? '') === (from.region ?? ''));
  return entry !== undefined && (entry.to ?? '') !== (to.region ?? '');
};

/** Priorities by distance, the region to fail over to before all others; below those that are there already (Istio). */
export const failOverByDistance = (
  groups: readonly LocalityGroup[],
  from: Locality,
  failover: Failover = [],
): readonly LocalityGroup[] =>
  prioritised(groups, ({ locality, priority }) => {
    const step = distance(from, locality);
    return priority * 5 + step + (step === 3 && isPassedOver(from, locality, failover) ? 1 : 0);
  });

/**
 * Priorities by region alone, so that Envoy can balance the zones of the client's own region: that region, the one that
 * it fails over to, all others; below those that are there already (Istio).
 */
export const failOverByRegion = (
  groups: readonly LocalityGroup[],
  from: Locality,
  failover: Failover = [],
): readonly LocalityGroup[] =>
  prioritised(groups, ({ locality, priority }) => {
    if ((from.region ?? '') === (locality.region ?? '')) return priority * 3;
    return priority * 3 + (isPassedOver(from, locality, failover) ? 2 : 1);
  });
