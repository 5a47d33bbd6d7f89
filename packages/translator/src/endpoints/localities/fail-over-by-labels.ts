import type { Labels } from '@xdsim/api';
import { NETWORK_LABEL } from '../../proxy/topology.js';
import type { Placed } from '../endpoints-behind.js';
import { prioritised, totalWeight } from '../locality-group.js';
import type { LocalityGroup } from '../locality-group.js';

/** A label that client and endpoint should have in common, or that the endpoint should have with a given value. */
interface Wanted {
  readonly label: string;
  readonly value: string;
}

/** Istio: `label`, or `label=value`; a value that itself holds `=` is none. */
function wantedLabels(client: Labels, priorities: readonly string[]): readonly Wanted[] {
  const pairs = priorities.map((text) => text.split('='));
  const given = new Map(
    pairs.filter((p) => p.length === 2).map(([label = '', value = '']) => [label, value]),
  );
  return pairs.map(([label = '']) => ({ label, value: given.get(label) ?? client[label] ?? '' }));
}

/**
 * Istio: 0 when all labels agree, else the more the earlier the first that does not. Another network, if it is asked for
 * first, counts as much as all labels, and the rest are compared still.
 */
function rank({ endpoint }: Placed, wanted: readonly Wanted[]): number {
  let base = 0;
  for (const [i, { label, value }] of wanted.entries()) {
    if ((endpoint.labels[label] ?? '') === value) continue;
    if (i > 0 || label !== NETWORK_LABEL) return base + wanted.length - i;
    base = wanted.length;
  }
  return base;
}

/** Splits each locality by how many of the labels, in their order, its endpoints share with the client. */
export function failOverByLabels(
  groups: readonly LocalityGroup[],
  client: Labels,
  priorities: readonly string[],
): readonly LocalityGroup[] {
  const wanted = wantedLabels(client, priorities);
  const split = groups.flatMap((group) => {
    const byRank = new Map<number, Placed[]>();
    for (const member of group.members) {
      const of = rank(member, wanted);
      const same = byRank.get(of);
      if (same) same.push(member);
      else byRank.set(of, [member]);
    }
    return [...byRank]
      .sort(([a], [b]) => a - b)
      .map(([priority, members]) => ({ ...group, members, priority, weight: totalWeight(members) }));
  });
  return prioritised(split, (group) => group.priority);
}
