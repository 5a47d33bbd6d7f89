import type { FilterChain, HttpConnectionManager, TypedMessage } from '@xdsim/envoy';
import type { Context } from '../context.js';
import { joinHostPort } from '../routes/virtual-host.js';
import { commonTls } from './common-tls.js';

/** What Istio's bootstrap for gRPC puts in front of the address that a server listens at. */
const PREFIX = 'xds.istio.io/grpc/lds/inbound/';

/** Where a server may listen: everywhere, or for its own machine alone. */
const hosts = ['0.0.0.0', '::', '127.0.0.1', '::1'];

/** All that comes in is answered by the server itself. Istio: the route is inline, as grpc-go wants it. */
const connectionManager: TypedMessage & HttpConnectionManager = {
  '@type':
    'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
  route_config: {
    name: 'inbound',
    virtual_hosts: [
      {
        // C-core and grpc-java tell virtual hosts apart by name; Istio's has none.
        name: 'inbound',
        domains: ['*'],
        routes: [{ match: { prefix: '/' }, non_forwarding_action: {} }],
      },
    ],
  },
  http_filters: [
    {
      name: 'envoy.filters.http.router',
      typed_config: { '@type': 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router' },
    },
  ],
};

/** Istio: gRPC cannot take both plain text and TLS, so the label that clients go by decides. */
function chain({ proxy }: Context): FilterChain {
  const mode = proxy.isSelectedBy({ 'security.istio.io/tlsMode': 'istio' }) ? 'mtls' : 'plaintext';
  return {
    name: `inbound-${mode}`,
    filters: [{ name: `inbound-hcm${mode}`, typed_config: connectionManager }],
    ...(mode === 'mtls'
      ? {
          transport_socket: {
            name: 'envoy.transport_sockets.tls',
            typed_config: {
              '@type': 'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext',
              common_tls_context: commonTls([]),
              require_client_certificate: true,
            },
          },
        }
      : {}),
  };
}

/** The listeners that a gRPC server asks for which listens at a port of some service's endpoints (Istio). */
export function buildServerListeners(context: Context, port: string): void {
  for (const host of hosts) {
    const name = `${PREFIX}${joinHostPort(host, Number(port))}`;
    const address = { socket_address: { address: host, port_value: Number(port) } };
    context.emit('listeners', { name, address, filter_chains: [chain(context)] }, []);
  }
}
