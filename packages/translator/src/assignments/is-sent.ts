import type { Endpoint, Service } from '@xdsim/registry';
import type { Context } from '../context.js';
import type { EffectivePolicy } from '../policy/effective-policy.js';

/**
 * Which of Kubernetes' endpoints a proxy hears of. Istio: unhealthy ones too, unless a rule asks for panic routing and
 * traffic is not distributed by place; of a node-local service those of the proxy's node.
 *
 * @param policy the rule's own
 */
export function isSent({ proxy, snapshot }: Context, service: Service, policy: EffectivePolicy) {
  const mayPanic =
    policy.outlierDetection?.minHealthPercent && !snapshot.services.trafficDistribution(service);
  return ({ endpoint }: { readonly endpoint: Endpoint }): boolean =>
    !(service.nodeLocal && !proxy.isOnNode(endpoint.node)) && !(endpoint.health === 'unhealthy' && mayPanic);
}
