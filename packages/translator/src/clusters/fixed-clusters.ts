import type { Cluster } from '@xdsim/envoy';
import type { Context } from '../context.js';
import { circuitBreakers } from './circuit-breakers.js';
import { BLACK_HOLE_CLUSTER, DYNAMIC_FORWARD_CLUSTER, PASSTHROUGH_CLUSTER } from './cluster-name.js';
import { connectTimeout } from './connect-timeout.js';
import { dnsCache, forwardsByName } from './dynamic-forward.js';
import { keepalive } from './keepalive.js';
import { withOptions } from './protocol-options.js';

/**
 * The clusters that stand beside the services': for what must not pass, and for what nobody knows. Istio: the mesh's
 * connection pool holds for the latter, but for what it says of HTTP's protocol.
 */
function fixedClusters(context: Context): readonly Cluster[] {
  const policy = context.mesh.defaultTrafficPolicy ?? {};
  const shared = {
    connect_timeout: connectTimeout(context.mesh, policy),
    circuit_breakers: circuitBreakers(policy),
    ...keepalive(context.mesh, policy),
  };
  const blackHole: Cluster = {
    name: BLACK_HOLE_CLUSTER,
    type: 'STATIC',
    connect_timeout: context.mesh.connectTimeout,
  };
  const passthrough: Cluster = {
    name: PASSTHROUGH_CLUSTER,
    type: 'ORIGINAL_DST',
    lb_policy: 'CLUSTER_PROVIDED',
    ...shared,
    ...withOptions({
      common_http_protocol_options: { idle_timeout: '300s' },
      use_downstream_protocol_config: { http_protocol_options: {}, http2_protocol_options: {} },
    }),
  };
  // Without iptables there is no original destination: what nobody knows is forwarded by its name.
  const forward: Cluster = {
    name: DYNAMIC_FORWARD_CLUSTER,
    ...shared,
    ...forwardsByName(dnsCache(context), undefined),
  };
  if (context.interception === 'none') return [blackHole, forward];
  const byName = context.mesh.outboundTrafficPolicy.mode === 'ALLOW_ANY_DYNAMIC_DNS';
  return [blackHole, passthrough, ...(byName ? [forward] : [])];
}

export function buildFixedClusters(context: Context): void {
  for (const cluster of fixedClusters(context)) context.emit('clusters', cluster, []);
}
