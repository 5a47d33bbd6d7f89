import type { FilterChain, Listener } from '@xdsim/envoy';
import { BLACK_HOLE_CLUSTER, PASSTHROUGH_CLUSTER } from '../clusters/cluster-name.js';
import type { Context } from '../context.js';
import { wildcardAddress } from '../proxy/ip-family.js';
import { httpConnectionManager } from './http-chain.js';
import { httpInspector, PLAIN_HTTP, tlsInspector } from './inspectors.js';
import type { ListenerDraft } from './listener-draft.js';
import { HANDSHAKE_TIMEOUT, matchesAll, tcpFilterChain, tcpProxy } from './tcp-chain.js';

/** Where traffic goes that no chain wants. */
export const fallbackCluster = ({ scope }: Context): string =>
  scope.outboundTrafficPolicy.mode === 'REGISTRY_ONLY' ? BLACK_HOLE_CLUSTER : PASSTHROUGH_CLUSTER;

const passthroughChain = (context: Context): FilterChain => ({
  name: 'PassthroughFilterChain',
  filter_chain_match: {},
  filters: [tcpProxy(fallbackCluster(context))],
});

/** A listener that does not bind: `virtualOutbound` hands it the connections that were meant for its address. */
export function redirectListener(context: Context, draft: ListenerDraft): Listener {
  const name = `${draft.bind}_${draft.port}`;
  const open = draft.tcp.find(matchesAll);
  const http: FilterChain[] = draft.http
    ? [
        {
          filter_chain_match: PLAIN_HTTP,
          filters: [httpConnectionManager(context, name, draft.http)],
          ...HANDSHAKE_TIMEOUT,
        },
      ]
    : [];
  const named = draft.tcp.filter((c) => c !== open).map((c) => tcpFilterChain(context, c));
  const chains = [...named, ...http];
  const inspectors = [
    ...(draft.tcp.some((c) => c.serverNames.length) ? [tlsInspector] : []),
    ...(draft.http ? [httpInspector] : []),
  ];
  const openChain = open && tcpFilterChain(context, open);
  return {
    name,
    address: { socket_address: { address: draft.bind, port_value: draft.port } },
    traffic_direction: 'OUTBOUND',
    bind_to_port: false,
    ...(inspectors.length ? { listener_filters: inspectors } : {}),
    // Istio: a chain that takes everything stays a chain while it is alone, else it becomes the default.
    ...(openChain && chains.length === 0
      ? { filter_chains: [openChain] }
      : { filter_chains: chains, default_filter_chain: openChain ?? passthroughChain(context) }),
    listener_filters_timeout: context.mesh.protocolDetectionTimeout,
    continue_on_listener_filters_timeout: true,
  };
}

const CAPTURE_PORT = 15001;

/** The one listener that binds: it hands connections on by their original destination. */
export function virtualOutbound(context: Context): Listener {
  return {
    name: 'virtualOutbound',
    address: { socket_address: { address: wildcardAddress(context.proxy), port_value: CAPTURE_PORT } },
    traffic_direction: 'OUTBOUND',
    use_original_dst: true,
    max_connections_to_accept_per_socket_event: 1,
    filter_chains: [
      {
        // What was sent to the capture port itself would come back for ever.
        name: 'virtualOutbound-blackhole',
        filter_chain_match: { destination_port: CAPTURE_PORT },
        filters: [tcpProxy(BLACK_HOLE_CLUSTER)],
      },
      { name: 'virtualOutbound-catchall-tcp', filters: [tcpProxy(fallbackCluster(context))] },
    ],
  };
}
