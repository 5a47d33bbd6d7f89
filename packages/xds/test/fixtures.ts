import { resource, resourceSet, type Resource, type ResourceSet, type ResourceType } from '@xdsim/envoy';

/** A resource of that name; of another variant it has another version. */
export function make(type: ResourceType, name: string, variant = 1): Resource {
  const key = `${type} ${name} ${variant}`;
  let made = known.get(key);
  if (!made) known.set(key, (made = makers[type](name, variant)));
  return made;
}

const known = new Map<string, Resource>();

const makers: Record<ResourceType, (name: string, variant: number) => Resource> = {
  clusters: (name, variant) =>
    resource('clusters', {
      name,
      type: 'EDS',
      connect_timeout: `${variant}s`,
      eds_cluster_config: {},
      ...(variant === withTls && { transport_socket: tlsSocket(name) }),
    }),
  endpoints: (name, variant) =>
    resource('endpoints', { cluster_name: name, endpoints: [{ priority: variant }] }),
  listeners: (name, variant) =>
    resource('listeners', {
      name,
      stat_prefix: String(variant),
      filter_chains: [{ filters: [{ name: 'hcm', typed_config: connectionManager(name) }] }],
    }),
  routes: (name, variant) =>
    resource('routes', { name, virtual_hosts: [{ name: String(variant), domains: ['*'] }] }),
  secrets: (name, variant) =>
    resource('secrets', { name, validation_context: { max_verify_depth: variant } }),
};

/** The variant of a cluster that refers to the secret of its name. */
export const withTls = 5;

/** TLS with a certificate that comes on the same stream. */
export const tlsSocket = (secret: string) =>
  ({
    name: 'tls',
    typed_config: {
      '@type': 'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext',
      common_tls_context: {
        tls_certificate_sds_secret_configs: [{ name: secret, sds_config: { ads: {} } }],
      },
    },
  }) as const;

/** The filter of a listener that takes its routes from RDS. */
export function connectionManager(routes: string) {
  return {
    '@type':
      'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
    stat_prefix: 'test',
    rds: { route_config_name: routes, config_source: { ads: {} } },
  } as const;
}

/** Content in short: `{ clusters: 'a b:2' }` is `a` in variant 1 and `b` in variant 2. */
export type Content = Partial<Record<ResourceType, string>>;

/** The resources of {@link Content}. */
export function content(short: Content): ResourceSet {
  const types = Object.entries(short) as [ResourceType, string][];
  return resourceSet(
    types.flatMap(([type, names]) =>
      names
        .split(' ')
        .filter(Boolean)
        .map((word) => {
          const [name = '', variant = '1'] = word.split(':');
          return make(type, name, Number(variant));
        }),
    ),
  );
}
