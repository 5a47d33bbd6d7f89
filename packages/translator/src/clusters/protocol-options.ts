import type { Cluster, HttpProtocolOptions } from '@xdsim/envoy';
import { isHttp, isHttp2 } from '@xdsim/registry';
import type { ServicePort } from '@xdsim/registry';
import { duration } from '../seconds.js';
import type { EffectivePolicy } from '../policy/effective-policy.js';
import type { TlsOptions } from './tls.js';

const NAME = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions';
const TYPE = `type.googleapis.com/${NAME}` as const;

type Pool = NonNullable<EffectivePolicy['connectionPool']>;

/** The options as a cluster's extension, or nothing where Envoy's defaults (HTTP/1.1) will do. */
export const withOptions = (
  options: HttpProtocolOptions | undefined,
): Pick<Cluster, 'typed_extension_protocol_options'> =>
  options ? { typed_extension_protocol_options: { [NAME]: { '@type': TYPE, ...options } } } : {};

function commonOptions(pool: Pool | undefined): HttpProtocolOptions['common_http_protocol_options'] {
  const { tcp, http } = pool ?? {};
  const idle = duration(http?.idleTimeout ?? tcp?.idleTimeout);
  const lifetime = duration(tcp?.maxConnectionDuration);
  const requests = http?.maxRequestsPerConnection;
  if (!idle && !lifetime && !requests) return undefined;
  return {
    ...(idle ? { idle_timeout: idle } : {}),
    ...(lifetime ? { max_connection_duration: lifetime } : {}),
    ...(requests ? { max_requests_per_connection: requests } : {}),
  };
}

function http2Options(pool: Pool | undefined) {
  const { maxConcurrentStreams, http2KeepAlive } = pool?.http ?? {};
  return {
    ...(maxConcurrentStreams ? { max_concurrent_streams: maxConcurrentStreams } : {}),
    ...(http2KeepAlive
      ? {
          connection_keepalive: {
            interval: duration(http2KeepAlive.interval) ?? '0s',
            timeout: duration(http2KeepAlive.timeout) ?? '0s',
          },
        }
      : {}),
  };
}

/** Whether the upstream is spoken to in HTTP/2: by the port's protocol, or because the rule upgrades it. */
export function upstreamIsHttp2(port: ServicePort, pool: Pool | undefined): boolean {
  if (pool?.http?.useClientProtocol) return false;
  return isHttp2(port.protocol) || pool?.http?.h2UpgradePolicy === 'UPGRADE';
}

/** How a service port's cluster speaks HTTP. Istio writes the options only where they differ from Envoy's defaults. */
export function protocolOptions(
  port: ServicePort,
  policy: EffectivePolicy,
  tls: TlsOptions | undefined,
): HttpProtocolOptions | undefined {
  const pool = policy.connectionPool;
  const common = commonOptions(pool);
  const needed = {
    ...(common ? { common_http_protocol_options: common } : {}),
    ...(tls?.upstream ? { upstream_http_protocol_options: tls.upstream } : {}),
  };
  const followsClient =
    port.protocol === 'Unsupported' || (pool?.http?.useClientProtocol === true && isHttp(port.protocol));
  if (upstreamIsHttp2(port, pool)) {
    return { ...needed, explicit_http_config: { http2_protocol_options: http2Options(pool) } };
  }
  if (followsClient) {
    return {
      ...needed,
      use_downstream_protocol_config: { http_protocol_options: {}, http2_protocol_options: {} },
    };
  }
  // Envoy wants a protocol to be chosen as soon as anything else is said.
  return Object.keys(needed).length
    ? { ...needed, explicit_http_config: { http_protocol_options: {} } }
    : undefined;
}
