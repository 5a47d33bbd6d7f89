import type { Locality } from '@xdsim/envoy';
import { parseLocality } from '@xdsim/registry';
import type { Placed } from './endpoints-behind.js';

/** Endpoints of one place that share a priority. */
export interface LocalityGroup {
  readonly locality: Locality;
  readonly members: readonly Placed[];
  /** What its endpoints weigh together, or what a distribution gives it. */
  readonly weight: number;
  /** 0 is used first. */
  readonly priority: number;
}

const UINT32_MAX = 4_294_967_295;

export const weightOf = ({ endpoint }: Placed): number => endpoint.weight || 1;

export const totalWeight = (members: readonly Placed[]): number =>
  Math.min(
    members.reduce((sum, one) => sum + weightOf(one), 0),
    UINT32_MAX,
  );

function localityOf(text: string): Locality {
  const { region, zone, subZone } = parseLocality(text);
  return {
    ...(region ? { region } : {}),
    ...(zone ? { zone } : {}),
    ...(subZone ? { sub_zone: subZone } : {}),
  };
}

/** Grouped by locality in the order of its text, the unknown one first (Istio). */
export function groupByLocality(placed: readonly Placed[]): readonly LocalityGroup[] {
  const groups = new Map<string, Placed[]>();
  for (const one of placed) {
    const group = groups.get(one.endpoint.locality);
    if (group) group.push(one);
    else groups.set(one.endpoint.locality, [one]);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([text, members]) => ({
      locality: localityOf(text),
      members,
      weight: totalWeight(members),
      priority: 0,
    }));
}

/** Gives priorities anew, from 0 without gaps, in the order of those that `rank` gives. */
export function prioritised(
  groups: readonly LocalityGroup[],
  rank: (group: LocalityGroup) => number,
): readonly LocalityGroup[] {
  const ranks = groups.map(rank);
  const distinct = [...new Set(ranks)].sort((a, b) => a - b);
  return groups.map((group, i) => ({ ...group, priority: distinct.indexOf(ranks[i] ?? 0) }));
}
