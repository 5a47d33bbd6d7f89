import type { VirtualHost } from '@xdsim/envoy';
import { clusterName, DYNAMIC_FORWARD_CLUSTER, PASSTHROUGH_CLUSTER } from '../clusters/cluster-name.js';
import type { Context } from '../context.js';

const virtualHost = (name: string, route: NonNullable<VirtualHost['routes']>[number]): VirtualHost => ({
  name,
  domains: ['*'],
  routes: [{ ...route, name, match: { prefix: '/' } }],
  include_request_attempt_count: true,
});

const forwardTo = (cluster: string) => ({ route: { cluster, timeout: '0s', max_grpc_timeout: '0s' } });

/**
 * What becomes of requests to hosts that nobody knows: forwarded to the Sidecar's proxy for them, else blindly, or answered
 * 502 under REGISTRY_ONLY. Without interception there is no original destination, so that the Host has to be resolved.
 */
export function catchAll({ scope, interception }: Context): VirtualHost {
  const { mode, egressProxy } = scope.outboundTrafficPolicy;
  if (mode === 'REGISTRY_ONLY') return virtualHost('block_all', { direct_response: { status: 502 } });
  if (mode === 'ALLOW_ANY_DYNAMIC_DNS') {
    return virtualHost('allow_any_dynamic_dns', forwardTo(DYNAMIC_FORWARD_CLUSTER));
  }
  if (egressProxy) {
    const { host, subset, port } = egressProxy;
    return virtualHost('allow_any', forwardTo(clusterName(port?.number ?? 0, host, subset)));
  }
  const blindly = interception === 'redirect' ? PASSTHROUGH_CLUSTER : DYNAMIC_FORWARD_CLUSTER;
  return virtualHost('allow_any', forwardTo(blindly));
}
