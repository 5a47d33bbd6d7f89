import type { Filter, FilterChain } from '@xdsim/envoy';
import type { Context } from '../context.js';
import type { Chain } from './chain.js';
import { httpConnectionManager } from './http-chain.js';

/** Istio: as long as a proxy may take to finish a handshake on an outbound chain. */
const HANDSHAKE_TIMEOUT = { transport_socket_connect_timeout: '15s' } as const;

const filtersOf = (context: Context, listenerName: string, { http, filters = [] }: Chain): Filter[] =>
  http ? [httpConnectionManager(context, listenerName, http)] : [...filters];

/** @param match absent for a chain that takes everything */
export const filterChain = (
  context: Context,
  listenerName: string,
  chain: Chain,
  match?: FilterChain['filter_chain_match'],
): FilterChain => ({
  ...(match ? { filter_chain_match: match } : {}),
  filters: filtersOf(context, listenerName, chain),
  ...HANDSHAKE_TIMEOUT,
});
