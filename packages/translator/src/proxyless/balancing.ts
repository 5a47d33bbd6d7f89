import type { Cluster, LoadBalancingPolicy_Policy, TypedMessage } from '@xdsim/envoy';
import { loadBalancing } from '../clusters/load-balancing.js';
import type { EffectivePolicy } from '../policy/effective-policy.js';

/** The largest ring that gRPC takes; a cluster that asks for more is rejected. */
const LARGEST_RING = 8_388_608;

const policy = (name: string, typed_config: TypedMessage): LoadBalancingPolicy_Policy => ({
  typed_extension_config: { name: `envoy.load_balancing_policies.${name}`, typed_config },
});

/**
 * A client takes the first policy that it knows. gRPC's C core knows no least request, and rejects a cluster that asks for
 * it the old way alone; one that knows these policies does not look at the old way.
 */
const leastRequest: Pick<Cluster, 'load_balancing_policy'> = {
  load_balancing_policy: {
    policies: [
      policy('wrr_locality', {
        '@type': 'type.googleapis.com/envoy.extensions.load_balancing_policies.wrr_locality.v3.WrrLocality',
        endpoint_picking_policy: {
          policies: [
            policy('least_request', {
              '@type':
                'type.googleapis.com/envoy.extensions.load_balancing_policies.least_request.v3.LeastRequest',
            }),
            policy('round_robin', {
              '@type':
                'type.googleapis.com/envoy.extensions.load_balancing_policies.round_robin.v3.RoundRobin',
            }),
          ],
        },
      }),
    ],
  },
};

/** gRPC's own default is to go round; Istio names no other but these. */
export function balancing({ loadBalancer }: EffectivePolicy): Partial<Cluster> {
  if (loadBalancer?.consistentHash) {
    // gRPC knows no Maglev; a ring is what it has for the same end.
    const { maglev: _, ...hash } = loadBalancer.consistentHash;
    const { ring_hash_lb_config: ring, ...fields } = loadBalancing({ ...loadBalancer, consistentHash: hash });
    const size = Math.min(Number(ring?.minimum_ring_size ?? 0), LARGEST_RING);
    return { ...fields, ...(ring ? { ring_hash_lb_config: { ...ring, minimum_ring_size: size } } : {}) };
  }
  return loadBalancer?.simple === 'LEAST_REQUEST' ? { ...loadBalancing(loadBalancer), ...leastRequest } : {};
}
