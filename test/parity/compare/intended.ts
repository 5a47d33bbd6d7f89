import { filesInPlace } from './files-in-place.js';

type Json = Readonly<Record<string, unknown>>;

const without = (object: Json, ...fields: readonly string[]): Json =>
  Object.fromEntries(Object.entries(object).filter(([name]) => !fields.includes(name)));

const list = (value: unknown): readonly Json[] => (value ?? []) as readonly Json[];

/** Filters and extensions that Istio's own proxy has, and a stock Envoy does not; and two that only count. */
const foreign = ({ name }: Json): boolean =>
  String(name).startsWith('istio.') || name === 'envoy.filters.http.grpc_stats';

const hcm = 'HttpConnectionManager';

function filter(of: Json): Json {
  const config = of['typed_config'] as Json | undefined;
  if (!config) return of;
  if (!String(config['@type']).endsWith(hcm))
    return { ...of, typed_config: without(config, 'access_log', 'stat_prefix') };
  const kept = without(config, 'access_log', 'stat_prefix', 'tracing', 'request_id_extension');
  return {
    ...of,
    typed_config: { ...kept, http_filters: list(config['http_filters']).filter((f) => !foreign(f)) },
  };
}

const chain = (of: Json): Json => ({
  ...without(of, 'metadata'),
  filters: list(of['filters'])
    .filter((f) => !foreign(f))
    .map(filter),
});

const assignment = (of: Json): Json => ({
  ...of,
  endpoints: list(of['endpoints']).map((locality) => ({
    ...locality,
    lb_endpoints: list(locality['lb_endpoints']).map((endpoint) => without(endpoint, 'metadata')),
  })),
});

/** Envoy refuses LOGICAL_DNS with more than one endpoint, which Istio sends where a service of another resolution has the same host. */
function firstEndpoint(of: Json): Json {
  const [locality] = list(of['endpoints']);
  const [endpoint] = list(locality?.['lb_endpoints']);
  return locality ? { ...of, endpoints: [{ lb_endpoints: [endpoint] }] } : of;
}

/** What the intended differences leave of a resource: what both sides have to agree on. */
export const agreedPart = {
  clusters: (of: Json): Json =>
    filesInPlace({
      ...without(of, 'metadata', 'alt_stat_name', 'dns_jitter', 'filters'),
      ...(of['load_assignment'] !== undefined && {
        load_assignment: (of['type'] === 'LOGICAL_DNS' ? firstEndpoint : assignment)(
          assignment(of['load_assignment'] as Json),
        ),
      }),
    }) as Json,
  endpoints: assignment,
  listeners: (of: Json): Json => ({
    ...without(of, 'access_log', 'metadata'),
    filter_chains: list(of['filter_chains']).map(chain),
    ...(of['default_filter_chain'] !== undefined && {
      default_filter_chain: chain(of['default_filter_chain'] as Json),
    }),
  }),
  routes: (of: Json): Json => ({
    ...of,
    virtual_hosts: list(of['virtual_hosts']).map((host) => ({
      ...host,
      routes: list(host['routes']).map((route) => without(route, 'metadata')),
    })),
  }),
} as const;

/** Resources that one side alone is to have: inbound traffic comes later. */
export const isCompared = {
  clusters: ({ name }: Json): boolean => !/^inbound|^Inbound/.test(String(name)) && name !== 'agent',
  endpoints: (): boolean => true,
  listeners: ({ name, traffic_direction: direction }: Json): boolean =>
    direction !== 'INBOUND' && name !== 'virtualInbound',
  routes: ({ name }: Json): boolean => !String(name).startsWith('inbound'),
} as const;
