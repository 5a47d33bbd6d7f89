import { BLACK_HOLE_CLUSTER, clusterName, PASSTHROUGH_CLUSTER } from '../clusters/cluster-name.js';
import type { Context } from '../context.js';

/**
 * Where connections go that no chain wants. Istio: they pass, unless only the registry counts; to an egress proxy if the
 * Sidecar names one. Forwarding by name is for HTTP alone.
 */
export function unknownCluster({ scope }: Context): string {
  const { mode, egressProxy } = scope.outboundTrafficPolicy;
  if (mode === 'REGISTRY_ONLY') return BLACK_HOLE_CLUSTER;
  if (mode !== 'ALLOW_ANY' || !egressProxy) return PASSTHROUGH_CLUSTER;
  return clusterName(egressProxy.port?.number ?? 0, egressProxy.host ?? '', egressProxy.subset);
}
