import type { Endpoint, Service } from '@xdsim/registry';
import type { Context } from '../context.js';
import type { EffectivePolicy } from '../policy/effective-policy.js';

/**
 * Which of Kubernetes' endpoints a proxy hears of. Istio: unhealthy ones too, unless panic routing is asked for; of a
 * node-local service those of the proxy's node.
 */
export const isSent =
  ({ proxy }: Context, service: Service, policy: EffectivePolicy) =>
  ({ endpoint }: { readonly endpoint: Endpoint }): boolean =>
    !(service.nodeLocal && !proxy.isOnNode(endpoint.node)) &&
    !(endpoint.health === 'unhealthy' && policy.outlierDetection?.minHealthPercent);
