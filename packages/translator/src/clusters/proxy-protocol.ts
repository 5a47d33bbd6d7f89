import type { Cluster, TransportSocket } from '@xdsim/envoy';
import type { EffectivePolicy } from '../policy/effective-policy.js';

/** Under the name that Istio gives it. */
const plainText: TransportSocket = {
  name: 'raw_buffer',
  typed_config: { '@type': 'type.googleapis.com/envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer' },
};

/** Tells the upstream who the client is, ahead of what is said over the socket, be it TLS or plain text. */
export function withProxyProtocol(
  socket: TransportSocket | undefined,
  { proxyProtocol }: EffectivePolicy,
): Pick<Cluster, 'transport_socket'> {
  if (!proxyProtocol) return socket ? { transport_socket: socket } : {};
  return {
    transport_socket: {
      name: 'envoy.transport_sockets.upstream_proxy_protocol',
      typed_config: {
        '@type':
          'type.googleapis.com/envoy.extensions.transport_sockets.proxy_protocol.v3.ProxyProtocolUpstreamTransport',
        config: { version: proxyProtocol.version ?? 'V1' },
        transport_socket: socket ?? plainText,
      },
    },
  };
}
