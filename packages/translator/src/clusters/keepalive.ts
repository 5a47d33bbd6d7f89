import type { Cluster } from '@xdsim/envoy';
import type { MeshConfig, TcpKeepalive } from '../mesh/mesh-config.js';
import type { EffectivePolicy } from '../policy/effective-policy.js';
import { duration } from '../seconds.js';

/** Istio: whole seconds, the rest is cut off. */
function fields({ probes, time, interval }: TcpKeepalive) {
  const wholeSeconds = (text: string): number => parseInt(duration(text) ?? '0', 10);
  return {
    ...(probes ? { keepalive_probes: probes } : {}),
    ...(time === undefined ? {} : { keepalive_time: wholeSeconds(time) }),
    ...(interval === undefined ? {} : { keepalive_interval: wholeSeconds(interval) }),
  };
}

/** Istio: the mesh's keepalive, and over it, field by field, that of the rule; either alone turns it on. */
export function keepalive(
  { tcpKeepalive: ofMesh }: MeshConfig,
  { connectionPool }: EffectivePolicy,
): Pick<Cluster, 'upstream_connection_options'> {
  const ofRule = connectionPool?.tcp?.tcpKeepalive;
  if (!ofMesh && !ofRule) return {};
  return {
    upstream_connection_options: { tcp_keepalive: { ...fields(ofMesh ?? {}), ...fields(ofRule ?? {}) } },
  };
}
