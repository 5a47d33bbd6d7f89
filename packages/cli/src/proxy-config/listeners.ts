import type { Listener } from '@xdsim/envoy';
import type { Dump } from './dump.js';

type Chain = NonNullable<Listener['filter_chains']>[number];
type Filter = NonNullable<Chain['filters']>[number];

/** The listeners in istioctl's columns, a line a filter chain. */
export const listenerRows = ({ listeners }: Dump): readonly (readonly string[])[] => [
  ['ADDRESSES', 'PORT', 'MATCH', 'DESTINATION'],
  ...listeners.flatMap((listener) => {
    const { socket_address } = listener.address ?? {};
    const addresses = [
      listener.address,
      ...(listener.additional_addresses ?? []).map(({ address }) => address),
    ];
    const where = addresses.map((one) => one?.socket_address?.address ?? one?.pipe?.path ?? '').join(',');
    const port = String(socket_address?.port_value ?? 0);
    const chains = [
      ...(listener.filter_chains ?? []).map((chain) => [matchText(chain), destination(chain)]),
      ...(listener.default_filter_chain ? [['ALL', destination(listener.default_filter_chain)]] : []),
    ];
    return chains.map((chain) => [where, port, ...chain]);
  }),
];

function matchText({ filter_chain_match: match = {} }: Chain): string {
  const { transport_protocol, application_protocols, server_names, prefix_ranges, destination_port } = match;
  const parts = [
    transport_protocol && `Trans: ${transport_protocol}`,
    application_protocols?.length && `App: ${application_protocols.join(',')}`,
    server_names?.length && `SNI: ${server_names.join(',')}`,
    prefix_ranges?.length &&
      `Addr: ${prefix_ranges.map((one) => `${one.address_prefix ?? ''}/${one.prefix_len ?? 0}`).join(',')}`,
    destination_port && `Port: ${destination_port}`,
  ].filter(Boolean);
  return parts.length === 0 ? 'ALL' : parts.join('; ');
}

interface Terminal {
  readonly cluster?: string;
  readonly weighted_clusters?: { readonly clusters?: readonly { readonly name?: string }[] };
  readonly rds?: { readonly route_config_name?: string };
  readonly route_config?: { readonly name?: string };
}

const terminals = [
  'envoy.filters.network.http_connection_manager',
  'envoy.filters.network.tcp_proxy',
] as const;

function destination({ filters = [] }: Chain): string {
  const filter = filters.find(({ name }) => terminals.some((one) => one === name));
  return filter ? ofFilter(filter) : (filters.at(-1)?.name ?? '');
}

function ofFilter({ typed_config }: Filter): string {
  const { cluster, weighted_clusters, rds, route_config } = (typed_config ?? {}) as Terminal;
  if (rds) return `Route: ${rds.route_config_name ?? ''}`;
  if (route_config) return `Inline Route: ${route_config.name ?? ''}`;
  const names = weighted_clusters?.clusters?.map(({ name }) => name ?? '') ?? [cluster ?? ''];
  return names.map((name) => (name.includes('|') ? `Cluster: ${name}` : name)).join(', ');
}
