import type { FilterChain, Listener } from '@xdsim/envoy';
import { BLACK_HOLE_CLUSTER, DYNAMIC_FORWARD_CLUSTER } from '../clusters/cluster-name.js';
import type { Context } from '../context.js';
import { httpConnectionManager } from './http-chain.js';
import { httpInspector, PLAIN_HTTP, tlsInspector } from './inspectors.js';
import type { ListenerDraft } from './listener-draft.js';
import { HANDSHAKE_TIMEOUT, matchesAll, sniForward, tcpFilterChain, tcpProxy } from './tcp-chain.js';

/** TLS under a name that no service has: forwarded to that name, or closed. */
function unknownName(context: Context, draft: ListenerDraft): FilterChain {
  if (context.scope.outboundTrafficPolicy.mode === 'REGISTRY_ONLY') {
    return { name: 'unknown-name', filters: [tcpProxy(BLACK_HOLE_CLUSTER)] };
  }
  return {
    name: 'unknown-name',
    filters: [
      sniForward(context, draft.tcp[0]?.port.number ?? draft.port),
      tcpProxy(DYNAMIC_FORWARD_CLUSTER),
    ],
  };
}

/** A listener that binds. A chain gets a match only where something else shares the port. */
export function boundListener(context: Context, draft: ListenerDraft): Listener {
  const name = `${draft.bind}_${draft.port}`;
  const open = draft.tcp.find(matchesAll);
  const named = draft.tcp.filter((c) => c !== open);
  const http: FilterChain[] = draft.http
    ? [
        {
          ...(open
            ? { filter_chain_match: PLAIN_HTTP }
            : named.length
              ? { filter_chain_match: { transport_protocol: 'raw_buffer' } }
              : {}),
          filters: [httpConnectionManager(context, name, draft.http)],
          ...HANDSHAKE_TIMEOUT,
        },
      ]
    : [];
  const chains = [...named.map((c) => tcpFilterChain(context, c)), ...http];
  const fallback = open
    ? tcpFilterChain(context, open)
    : named.length
      ? unknownName(context, draft)
      : undefined;
  const inspectors = [
    ...(named.length ? [tlsInspector] : []),
    ...(draft.http && open ? [httpInspector] : []),
  ];
  return {
    name,
    address: { socket_address: { address: draft.bind, port_value: draft.port } },
    traffic_direction: 'OUTBOUND',
    max_connections_to_accept_per_socket_event: 1,
    ...(inspectors.length
      ? {
          listener_filters: inspectors,
          listener_filters_timeout: context.mesh.protocolDetectionTimeout,
          continue_on_listener_filters_timeout: true,
        }
      : {}),
    ...(fallback && chains.length === 0
      ? { filter_chains: [fallback] }
      : { filter_chains: chains, ...(fallback ? { default_filter_chain: fallback } : {}) }),
  };
}
