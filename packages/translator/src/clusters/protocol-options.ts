import type { Cluster, HttpProtocolOptions } from '@xdsim/envoy';
import { isHttp, isHttp2 } from '@xdsim/registry';
import type { ServicePort } from '@xdsim/registry';
import type { MeshConfig } from '../mesh/mesh-config.js';
import type { EffectivePolicy } from '../policy/effective-policy.js';
import { duration } from '../seconds.js';

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
  // Istio: settings of HTTP/2 make it write the common ones too, be they empty.
  const http2 = http?.maxConcurrentStreams || http?.http2KeepAlive;
  if (!idle && !lifetime && !requests && !http2) return undefined;
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

/**
 * Whether the upstream is spoken to in HTTP/2: by the port's protocol, or because it is upgraded. Istio: a rule upgrades
 * any port, the mesh only those that are HTTP; to follow the client, as where the protocol is sniffed, overrules both.
 */
export function upstreamIsHttp2(
  { h2UpgradePolicy }: MeshConfig,
  { protocol }: ServicePort,
  { connectionPool }: EffectivePolicy,
): boolean {
  const { useClientProtocol, h2UpgradePolicy: ofRule } = connectionPool?.http ?? {};
  if (useClientProtocol || protocol === 'Unsupported') return false;
  if (isHttp2(protocol) || ofRule === 'UPGRADE') return true;
  return ofRule !== 'DO_NOT_UPGRADE' && h2UpgradePolicy === 'UPGRADE' && isHttp(protocol);
}

/** How a service port's cluster speaks HTTP. Istio writes the options only where they differ from Envoy's defaults. */
export function protocolOptions(
  port: ServicePort,
  { connectionPool: pool }: EffectivePolicy,
  http2: boolean,
  upstream: HttpProtocolOptions['upstream_http_protocol_options'],
): HttpProtocolOptions | undefined {
  const common = commonOptions(pool);
  const needed = {
    ...(common ? { common_http_protocol_options: common } : {}),
    ...(upstream ? { upstream_http_protocol_options: upstream } : {}),
  };
  if (http2) return { ...needed, explicit_http_config: { http2_protocol_options: http2Options(pool) } };
  if (port.protocol === 'Unsupported' || pool?.http?.useClientProtocol) {
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
