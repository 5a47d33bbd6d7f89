import type { Service } from '@xdsim/registry';
import type { EffectivePolicy } from '../policy/effective-policy.js';

/** Where a cluster's hosts come from. */
export type ClusterKind = 'EDS' | 'STRICT_DNS' | 'LOGICAL_DNS' | 'ORIGINAL_DST';

const kinds = {
  NONE: 'ORIGINAL_DST',
  STATIC: 'EDS',
  DNS: 'STRICT_DNS',
  DNS_ROUND_ROBIN: 'LOGICAL_DNS',
} as const;

/** By the service's resolution; `simple: PASSTHROUGH` sends any service to the original destination (Istio). */
export function clusterKind(service: Service, policy: EffectivePolicy): ClusterKind | undefined {
  if (service.resolution === 'DYNAMIC_DNS') return undefined;
  const hashed = policy.loadBalancer?.consistentHash !== undefined;
  if (policy.loadBalancer?.simple === 'PASSTHROUGH' && !hashed) return 'ORIGINAL_DST';
  return kinds[service.resolution];
}

export const assignedByEds = (service: Service, policy: EffectivePolicy): boolean =>
  clusterKind(service, policy) === 'EDS';
