import type { Cluster, ClusterLoadAssignment, Listener, RouteConfiguration } from '@xdsim/envoy';

/** What a proxy is given, by type. */
export interface Dump {
  readonly clusters: readonly Cluster[];
  readonly listeners: readonly Listener[];
  readonly routes: readonly RouteConfiguration[];
  /** Those of EDS, and those that clusters have in themselves. */
  readonly endpoints: readonly ClusterLoadAssignment[];
}

/** An object that had a part in a resource. */
export interface Source {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Of a VirtualService. */
  readonly hosts?: readonly string[];
}

/** The objects behind each resource, by type and name. */
export type Sources = Readonly<Record<keyof Dump, Readonly<Record<string, readonly Source[]>>>>;

/** The names, as `NAME.NAMESPACE`, of the sources of one kind. */
export const named = (sources: readonly Source[] | undefined, kind: string): string =>
  (sources ?? [])
    .filter((source) => source.kind === kind)
    .map(({ name, namespace }) => `${name}.${namespace}`)
    .join(',');

type Entry = Readonly<Record<string, unknown>>;

/** Takes the resources out of `/debug/config_dump`. */
export function readDump({ configs }: { readonly configs: readonly Entry[] }): Dump {
  const list = (section: string): readonly Entry[] =>
    configs.flatMap((config) => (config[section] as readonly Entry[] | undefined) ?? []);
  const clusters = list('dynamic_active_clusters').map(({ cluster }) => cluster as Cluster);
  const dump = {
    clusters,
    listeners: list('dynamic_listeners').map(({ active_state }) => (active_state as Entry)['listener']),
    routes: list('dynamic_route_configs').map(({ route_config }) => route_config),
    endpoints: [
      ...list('dynamic_endpoint_configs').map(({ endpoint_config }) => endpoint_config),
      ...clusters.flatMap(({ load_assignment }) => load_assignment ?? []),
    ],
  };
  return dump as unknown as Dump;
}
