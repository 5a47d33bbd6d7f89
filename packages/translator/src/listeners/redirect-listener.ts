import type { FilterChain, Listener } from '@xdsim/envoy';
import type { Context } from '../context.js';
import { chainMatch, matchesAll } from './chain.js';
import { filterChain } from './filter-chain.js';
import { httpInspector, tlsInspector } from './inspectors.js';
import { listenerAddress } from './listener-address.js';
import type { ListenerDraft } from './listener-draft.js';
import { tcpProxy, tcpSettings } from './tcp-proxy.js';
import { unknownCluster } from './unknown-cluster.js';

const passthroughChain = (context: Context): FilterChain => ({
  name: 'PassthroughFilterChain',
  filter_chain_match: {},
  filters: [tcpProxy(unknownCluster(context), tcpSettings(context))],
});

/** Istio: the last chain that takes everything stays a chain while it is alone, else it becomes the default. */
function chainsOf(context: Context, name: string, draft: ListenerDraft): Partial<Listener> {
  const chains = draft.chains
    .filter((chain) => !matchesAll(chain))
    .map((chain) => filterChain(context, name, chain, chainMatch(chain)));
  const open = draft.chains.findLast(matchesAll);
  const openChain = open && filterChain(context, name, open);
  return openChain && chains.length === 0
    ? { filter_chains: [openChain] }
    : { filter_chains: chains, default_filter_chain: openChain ?? passthroughChain(context) };
}

/** A listener of a sidecar. Most do not bind: `virtualOutbound` hands them what was meant for their address. */
export function redirectListener(context: Context, draft: ListenerDraft): Listener {
  const place = listenerAddress(draft);
  const sniffsHttp = draft.chains.some((c) => c.onlyHttp);
  const inspectors = [
    ...(draft.chains.some((c) => c.serverNames.length) ? [tlsInspector] : []),
    ...(sniffsHttp ? [httpInspector] : []),
  ];
  return {
    ...place,
    traffic_direction: 'OUTBOUND',
    ...(draft.bindToPort ? { max_connections_to_accept_per_socket_event: 1 } : { bind_to_port: false }),
    ...(context.proxy.exactBalance ? { connection_balance_config: { exact_balance: {} } } : {}),
    ...(inspectors.length ? { listener_filters: inspectors } : {}),
    ...chainsOf(context, place.name, draft),
    // Istio: only sniffing for HTTP may be given up; a name is waited for.
    listener_filters_timeout: sniffsHttp ? context.mesh.protocolDetectionTimeout : '0s',
    continue_on_listener_filters_timeout: true,
  };
}
