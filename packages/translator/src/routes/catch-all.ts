import type { VirtualHost } from '@xdsim/envoy';
import { DYNAMIC_FORWARD_CLUSTER, PASSTHROUGH_CLUSTER } from '../clusters/cluster-name.js';
import type { Context } from '../context.js';

const virtualHost = (name: string, route: NonNullable<VirtualHost['routes']>[number]): VirtualHost => ({
  name,
  domains: ['*'],
  routes: [{ ...route, name, match: { prefix: '/' } }],
  include_request_attempt_count: true,
});

const forwardTo = (cluster: string) => ({ route: { cluster, timeout: '0s', max_grpc_timeout: '0s' } });

/** What becomes of requests to hosts that nobody knows: forwarded blindly, or answered 502 under REGISTRY_ONLY. */
export function catchAll({ scope, interception }: Context): VirtualHost {
  if (scope.outboundTrafficPolicy.mode === 'REGISTRY_ONLY') {
    return virtualHost('block_all', { direct_response: { status: 502 } });
  }
  return interception === 'redirect'
    ? virtualHost('allow_any', forwardTo(PASSTHROUGH_CLUSTER))
    : virtualHost('allow_any', forwardTo(DYNAMIC_FORWARD_CLUSTER));
}
