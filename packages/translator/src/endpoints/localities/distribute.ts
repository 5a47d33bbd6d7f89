import type { LocalityLbSetting } from '@xdsim/api';
import type { Locality } from '@xdsim/envoy';
import { parseLocality } from '@xdsim/registry';
import type { LocalityGroup } from '../locality-group.js';

/** Istio: a step that is `*`, or a zone or sub-zone that is not named, matches any. */
export function localityMatches(locality: Locality, pattern: string): boolean {
  const { region, zone, subZone } = parseLocality(pattern);
  const matches = (step: string, value = ''): boolean => step === '*' || step === value;
  return (
    matches(region, locality.region) &&
    (zone === '' || matches(zone, locality.zone)) &&
    (subZone === '' || matches(subZone, locality.sub_zone))
  );
}

/**
 * Gives the localities that a client's traffic goes to their share. Istio: the first entry for the client's locality
 * counts; a share for several localities is split as they weigh, each part rounded up; the localities that no share is
 * for stay, without endpoints.
 */
export function distribute(
  groups: readonly LocalityGroup[],
  from: Locality,
  entries: NonNullable<LocalityLbSetting['distribute']>,
): readonly LocalityGroup[] {
  const shares = entries.find((entry) => localityMatches(from, entry.from ?? ''))?.to;
  if (!shares) return groups;
  const result = groups.map((group) => ({ ...group, members: [] as LocalityGroup['members'] }));
  const open = new Set(groups.keys());
  for (const [pattern, share] of Object.entries(shares)) {
    const meant = [...open].filter((i) => localityMatches(groups[i]!.locality, pattern));
    const total = meant.reduce((sum, i) => sum + groups[i]!.weight, 0);
    for (const i of meant) {
      open.delete(i);
      const { members, weight } = groups[i]!;
      result[i] = { ...groups[i]!, members, weight: Math.ceil((weight * share) / total) || weight };
    }
  }
  return result;
}
