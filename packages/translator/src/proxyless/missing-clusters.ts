import type { Route } from '@xdsim/envoy';
import { isWildcard } from '@xdsim/registry';
import { clusterTargets } from '../clusters/cluster-targets.js';
import type { Context } from '../context.js';
import { tracked } from '../incremental/tracked.js';
import { hostRoutes } from './host-routes.js';

const destinations = ({ route }: Route): readonly string[] => [
  ...(route?.cluster ? [route.cluster] : []),
  ...(route?.weighted_clusters?.clusters ?? []).flatMap(({ name }) => name ?? []),
];

function exists(context: Context, name: string): boolean {
  const host = name.slice(name.lastIndexOf('|') + 1);
  const imported = isWildcard(host) ? undefined : context.scope.service(host);
  if (!imported) return false;
  const rule = context.scope.destinationRules.for(imported.service);
  return imported.ports.some((port) =>
    clusterTargets(context, imported, port, rule).some((target) => target.name === name),
  );
}

const missingFor = tracked(
  (context: Context, host: string): readonly string[] => {
    const names = hostRoutes(context, host).flatMap(({ built }) =>
      built.flatMap((one) => (one.host.routes ?? []).flatMap(destinations)),
    );
    return [...new Set(names)].filter((name) => !exists(context, name)).sort();
  },
  { same: (before, after) => before.join() === after.join() },
);

/** The clusters that routes of some hosts lead to, and that nothing is behind. */
export const missingClusters = (context: Context, hosts: Iterable<string>): ReadonlySet<string> =>
  new Set([...hosts].flatMap((host) => missingFor(context, host)));

/**
 * A cluster without endpoints: calls that go there fail at once. gRPC waits 15 s for one that it is told nothing of, and
 * uses no other change to the routes until then. Istio: whatever host a client asks for has a cluster.
 */
export function buildMissingCluster(context: Context, name: string): void {
  context.emit(
    'clusters',
    {
      name,
      type: 'EDS',
      eds_cluster_config: { service_name: name, eds_config: { ads: {}, resource_api_version: 'V3' } },
    },
    [],
  );
  context.emit('endpoints', { cluster_name: name }, []);
}
