import { visibility } from '@xdsim/registry';
import type { Service } from '@xdsim/registry';
import { tracked } from '../incremental/tracked.js';
import type { MeshConfig } from '../mesh/mesh-config.js';
import type { Client } from '../proxy/client.js';
import type { Vantage } from './vantage.js';

/** How much something that is exported to a proxy's namespace counts there: less is more. */
export type Rank = 0 | 1 | 2;

/**
 * Istio: what is private to the proxy's namespace counts more than what others export to it in particular, and that more
 * than what is public. `undefined` for what is not exported to it.
 */
export function rankOf(
  exportTo: readonly string[],
  owner: string,
  client: string,
  meshDefault: readonly string[],
): Rank | undefined {
  const how = visibility(exportTo, owner, client, meshDefault);
  if (!how) return undefined;
  if (how === 'public') return 2;
  return owner === client ? 0 : 1;
}

/** The rank that something has for a client, whichever its namespace is. */
export const rankFor = (
  { ask }: Client,
  exportTo: readonly string[],
  owner: string,
  meshDefault: readonly string[],
): Rank | undefined =>
  ask(`rank of ${owner} for ${exportTo.join() || meshDefault.join()}`, ({ namespace }) =>
    rankOf(exportTo, owner, namespace, meshDefault),
  );

export const isVisible = (service: Service, client: Client, mesh: MeshConfig): boolean =>
  rankFor(client, service.exportTo, service.namespace, mesh.defaultServiceExportTo) !== undefined;

/** What is exported to a namespace in the order in which it counts, each rank as it comes: oldest first. */
export function inOrderOfRank<T>(items: readonly T[], rank: (item: T) => Rank | undefined): readonly T[] {
  const ranks: [T[], T[], T[]] = [[], [], []];
  for (const item of items) {
    const own = rank(item);
    if (own !== undefined) ranks[own].push(item);
  }
  return ranks.flat();
}

/**
 * The services that are exported to the proxy's namespace, in the order in which they count. Istio: of those that are not
 * public it does not matter here whose they are.
 */
export const visibleServices = tracked(({ snapshot, proxy, mesh }: Vantage): readonly Service[] =>
  inOrderOfRank(snapshot.services.services, (s) => {
    const rank = rankFor(proxy, s.exportTo, s.namespace, mesh.defaultServiceExportTo);
    return rank === 0 ? 1 : rank;
  }),
);
