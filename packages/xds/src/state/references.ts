import type { Cluster, FilterChain, Listener, Resource, ResourceType, TypedMessage } from '@xdsim/envoy';
import { memoized } from '../content/memoized.js';
import { secretsOf } from './secrets-of.js';

/** Names of one type that resources of another refer to. */
export interface References {
  readonly type: ResourceType;
  readonly names: readonly string[];
}

/** What these resources can't work without: endpoints of clusters, routes of listeners, secrets of both. */
export const referencesOf = memoized((resources: readonly Resource[]): readonly References[] => {
  const [first] = resources;
  if (first?.type === 'clusters') {
    const clusters = resources.map(({ message }) => message as Cluster);
    return [
      { type: 'endpoints', names: clusters.flatMap(assignmentsOf) },
      { type: 'secrets', names: distinct(clusters.flatMap(secretsOfCluster)) },
    ];
  }
  if (first?.type === 'listeners') {
    const listeners = resources.map(({ message }) => message as Listener);
    return [
      { type: 'routes', names: listeners.flatMap(routesOf) },
      { type: 'secrets', names: distinct(listeners.flatMap(secretsOfListener)) },
    ];
  }
  return [];
});

/** The names of one type that these refer to. */
export const namesReferredTo = (parents: readonly Resource[], type: ResourceType): readonly string[] =>
  referencesOf(parents).find((references) => references.type === type)?.names ?? [];

const distinct = (names: readonly string[]): readonly string[] => [...new Set(names)];

function assignmentsOf(cluster: Cluster): readonly string[] {
  // Envoy: an EDS cluster without a service name asks for the assignment of its own name.
  const name = cluster.eds_cluster_config?.service_name || cluster.name;
  return cluster.type === 'EDS' && name ? [name] : [];
}

/** The secrets that a cluster takes from its own stream. */
export const secretsOfCluster = ({
  transport_socket,
  transport_socket_matches = [],
}: Cluster): readonly string[] =>
  [transport_socket, ...transport_socket_matches.map((one) => one.transport_socket)].flatMap((socket) =>
    secretsOf(socket?.typed_config),
  );

const secretsOfListener = (listener: Listener): readonly string[] =>
  chainsOf(listener).flatMap(({ transport_socket }) => secretsOf(transport_socket?.typed_config));

const chainsOf = ({ filter_chains = [], default_filter_chain }: Listener): readonly FilterChain[] =>
  default_filter_chain ? [...filter_chains, default_filter_chain] : filter_chains;

function routesOf(listener: Listener): readonly string[] {
  const configs = chainsOf(listener)
    .flatMap((chain) => chain.filters ?? [])
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
