import type { RouteAction } from '@xdsim/envoy';
import type { Proxy } from '../../proxy/proxy.js';

/** How long a request may take, `0s` for ever: gRPC reads another field than Envoy (Istio). */
export const timeoutOf = (
  { type }: Pick<Proxy, 'type'>,
  timeout: string,
): Pick<RouteAction, 'timeout' | 'max_grpc_timeout' | 'max_stream_duration'> =>
  type === 'proxyless'
    ? { timeout, max_stream_duration: { max_stream_duration: timeout } }
    : { timeout, max_grpc_timeout: timeout };
