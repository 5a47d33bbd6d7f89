import type { Cluster, ClusterLoadAssignment, Listener, RouteConfiguration, Secret } from '@xdsim/envoy';

/** What a proxy is given, by type. */
export interface Dump {
  readonly clusters: readonly Cluster[];
  readonly listeners: readonly Listener[];
  readonly routes: readonly RouteConfiguration[];
  /** Those of EDS, and those that clusters have in themselves. */
  readonly endpoints: readonly ClusterLoadAssignment[];
  readonly secrets: readonly DumpedSecret[];
}

/** A secret that a proxy asked for; one that it does not get has a name alone. */
export interface DumpedSecret {
  readonly state: 'ACTIVE' | 'WARMING';
  readonly secret: Secret;
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
export type Sources = Readonly<
  Record<Exclude<keyof Dump, 'secrets'>, Readonly<Record<string, readonly Source[]>>>
>;

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
    secrets: [
      ...list('dynamic_active_secrets').map(({ secret }) => ({ state: 'ACTIVE', secret })),
      ...list('dynamic_warming_secrets').map(({ secret }) => ({ state: 'WARMING', secret })),
    ],
  };
  return dump as unknown as Dump;
}
