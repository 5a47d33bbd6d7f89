import type { Listener } from '@xdsim/envoy';
import type { Context } from '../context.js';
import { localAddresses } from '../proxy/ip-family.js';
import { httpConnectionManager } from './http-chain.js';
import { listenerAddress } from './listener-address.js';

/** The route configuration of the generic proxy (Istio's name). */
export const HTTP_PROXY_ROUTE = 'http_proxy';

/** The port of the generic HTTP proxy: the node's before the mesh's; 0 for none. */
export const httpProxyPort = ({ proxy, mesh }: Context): number => proxy.httpProxyPort ?? mesh.proxyHttpPort;

/** A generic HTTP proxy on the workload's own machine, for what is sent to it on purpose. */
export function httpProxyListener(context: Context): Listener | undefined {
  const port = httpProxyPort(context);
  if (port === 0) return undefined;
  const place = listenerAddress({ binds: localAddresses(context.proxy), port });
  const http = { routeName: HTTP_PROXY_ROUTE, protocol: 'HTTP_PROXY', allowAbsoluteUrl: true } as const;
  return {
    ...place,
    traffic_direction: 'OUTBOUND',
    max_connections_to_accept_per_socket_event: 1,
    ...(context.proxy.exactBalance ? { connection_balance_config: { exact_balance: {} } } : {}),
    filter_chains: [
      {
        filters: [httpConnectionManager(context, place.name, http)],
        transport_socket_connect_timeout: '15s',
      },
    ],
    listener_filters_timeout: '0s',
    continue_on_listener_filters_timeout: true,
  };
}
