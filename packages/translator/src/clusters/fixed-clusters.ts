import type { Cluster } from '@xdsim/envoy';
import type { Context } from '../context.js';
import { circuitBreakers } from './circuit-breakers.js';
import { BLACK_HOLE_CLUSTER, DYNAMIC_FORWARD_CLUSTER, PASSTHROUGH_CLUSTER } from './cluster-name.js';
import { forwardsByName } from './dynamic-forward.js';
import { withOptions } from './protocol-options.js';

/** The clusters that stand beside the services': for what must not pass, and for what nobody knows. */
function fixedClusters(context: Context): readonly Cluster[] {
  const { connectTimeout: connect_timeout } = context.mesh;
  const blackHole: Cluster = { name: BLACK_HOLE_CLUSTER, type: 'STATIC', connect_timeout };
  const passthrough: Cluster = {
    name: PASSTHROUGH_CLUSTER,
    type: 'ORIGINAL_DST',
    connect_timeout,
    lb_policy: 'CLUSTER_PROVIDED',
    circuit_breakers: circuitBreakers(),
    ...withOptions({
      common_http_protocol_options: { idle_timeout: '300s' },
      use_downstream_protocol_config: { http_protocol_options: {}, http2_protocol_options: {} },
    }),
  };
  if (context.interception === 'redirect') return [blackHole, passthrough];
  // Without iptables there is no original destination: what nobody knows is forwarded by its name.
  const forward: Cluster = {
    name: DYNAMIC_FORWARD_CLUSTER,
    connect_timeout,
    circuit_breakers: circuitBreakers(),
    ...forwardsByName(context),
  };
  return [blackHole, forward];
}

export function buildFixedClusters(context: Context): void {
  for (const cluster of fixedClusters(context)) context.emit('clusters', cluster, []);
}
