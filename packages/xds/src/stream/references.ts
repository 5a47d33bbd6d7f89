import type { Cluster, FilterChain, Listener, Resource, ResourceType, TypedMessage } from '@xdsim/envoy';
import { memoized } from '../content/memoized.js';

/** Names of one type that resources of another refer to. */
export interface References {
  readonly type: ResourceType;
  readonly names: readonly string[];
}

/** What these resources can't work without: the endpoints of clusters, the routes of listeners. */
export const referencesOf = memoized((resources: readonly Resource[]): readonly References[] => {
  const [first] = resources;
  if (first?.type === 'clusters') {
    return [
      { type: 'endpoints', names: resources.flatMap(({ message }) => assignmentsOf(message as Cluster)) },
    ];
  }
  if (first?.type === 'listeners') {
    return [{ type: 'routes', names: resources.flatMap(({ message }) => routesOf(message as Listener)) }];
  }
  return [];
});

function assignmentsOf(cluster: Cluster): readonly string[] {
  // Envoy: an EDS cluster without a service name asks for the assignment of its own name.
  const name = cluster.eds_cluster_config?.service_name || cluster.name;
  return cluster.type === 'EDS' && name ? [name] : [];
}

function routesOf(listener: Listener): readonly string[] {
  const chains = [...(listener.filter_chains ?? []), listener.default_filter_chain];
  const configs = chains
    .flatMap((chain: FilterChain | undefined) => chain?.filters ?? [])
    .map((filter) => filter.typed_config);
  return [...configs, listener.api_listener?.api_listener].flatMap(routeOf);
}

function routeOf(config: TypedMessage | undefined): readonly string[] {
  if (config?.['@type'] !== connectionManager) return [];
  const name = config.rds?.route_config_name;
  return name ? [name] : [];
}

const connectionManager =
  'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager';
