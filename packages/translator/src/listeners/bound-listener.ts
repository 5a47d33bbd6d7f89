import type { FilterChain, Listener } from '@xdsim/envoy';
import { BLACK_HOLE_CLUSTER, DYNAMIC_FORWARD_CLUSTER } from '../clusters/cluster-name.js';
import { dnsCache } from '../clusters/dynamic-forward.js';
import type { Context } from '../context.js';
import { chainMatch, matchesAll } from './chain.js';
import { filterChain } from './filter-chain.js';
import { httpInspector, PLAIN_HTTP, tlsInspector } from './inspectors.js';
import { listenerAddress } from './listener-address.js';
import type { ListenerDraft } from './listener-draft.js';
import { tcpProxy, tcpSettings } from './tcp-proxy.js';
import { sniForward } from './tcp-route.js';
import { unknownCluster } from './unknown-cluster.js';

/** TLS under a name that no service has: forwarded to that name, to an egress proxy, or closed. */
function unknownName(context: Context, draft: ListenerDraft): FilterChain {
  const name = 'unknown-name';
  const { mode, egressProxy } = context.scope.outboundTrafficPolicy;
  if (mode === 'REGISTRY_ONLY') return { name, filters: [tcpProxy(BLACK_HOLE_CLUSTER)] };
  const settings = tcpSettings(context);
  if (egressProxy) return { name, filters: [tcpProxy(unknownCluster(context), settings)] };
  const forward = sniForward(draft.port - context.portOffset, dnsCache(context));
  return { name, filters: [forward, tcpProxy(DYNAMIC_FORWARD_CLUSTER, settings)] };
}

/** A listener that binds. A chain gets a match only where something else shares the port. */
export function boundListener(context: Context, draft: ListenerDraft): Listener {
  const place = listenerAddress(draft);
  const http = draft.chains.find((c) => c.http);
  const tcp = draft.chains.filter((c) => !c.http);
  const open = tcp.findLast(matchesAll);
  const named = tcp.filter((c) => !matchesAll(c));
  const httpMatch = open ? PLAIN_HTTP : named.length ? { transport_protocol: 'raw_buffer' } : undefined;
  const chains = [
    ...named.map((c) => filterChain(context, place.name, c, chainMatch(c))),
    ...(http ? [filterChain(context, place.name, http, httpMatch)] : []),
  ];
  const fallback = open
    ? filterChain(context, place.name, open)
    : named.length
      ? unknownName(context, draft)
      : undefined;
  const inspectors = [
    ...(draft.chains.some((c) => c.serverNames.length) ? [tlsInspector] : []),
    ...(http && open ? [httpInspector] : []),
  ];
  return {
    ...place,
    traffic_direction: 'OUTBOUND',
    max_connections_to_accept_per_socket_event: 1,
    ...(context.proxy.exactBalance ? { connection_balance_config: { exact_balance: {} } } : {}),
    ...(inspectors.length
      ? {
          listener_filters: inspectors,
          listener_filters_timeout: http && open ? context.mesh.protocolDetectionTimeout : '0s',
          continue_on_listener_filters_timeout: true,
        }
      : {}),
    ...(fallback && chains.length === 0
      ? { filter_chains: [fallback] }
      : { filter_chains: chains, ...(fallback ? { default_filter_chain: fallback } : {}) }),
  };
}
