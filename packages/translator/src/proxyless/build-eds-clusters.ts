import type { CircuitBreakers, Cluster } from '@xdsim/envoy';
import type { MergedRule } from '@xdsim/registry';
import { clusterTargets } from '../clusters/cluster-targets.js';
import type { ClusterTarget } from '../clusters/discovery.js';
import { reportRule } from '../clusters/report-rule.js';
import type { Context } from '../context.js';
import { keepsDraining } from '../endpoints/draining.js';
import type { EffectivePolicy } from '../policy/effective-policy.js';
import { balancing } from './balancing.js';
import { mutualTls } from './mutual-tls.js';

function limits({ connectionPool }: EffectivePolicy): { circuit_breakers?: CircuitBreakers } {
  const max_requests = connectionPool?.http?.http2MaxRequests ?? 0;
  return max_requests > 0 ? { circuit_breakers: { thresholds: [{ max_requests }] } } : {};
}

/** Of what a sidecar's cluster has, that which gRPC knows. */
function edsCluster(context: Context, target: ClusterTarget, rule: MergedRule | undefined): Cluster {
  const { name, service, subset, policy } = target;
  return {
    name,
    type: 'EDS',
    eds_cluster_config: {
      service_name: name,
      eds_config: { ads: {}, resource_api_version: 'V3' },
    },
    ...(keepsDraining(service) && !subset
      ? {
          common_lb_config: {
            override_host_status: { statuses: ['HEALTHY', 'DRAINING', 'UNKNOWN', 'DEGRADED'] },
          },
        }
      : {}),
    ...balancing(policy),
    ...limits(policy),
    ...mutualTls(context, policy, rule, service),
  };
}

/** For each port of a host its cluster, then those of the subsets. Istio: all of them ask for their endpoints by EDS. */
export function buildEdsClusters(context: Context, host: string): void {
  const imported = context.scope.service(host);
  if (!imported) return;
  const { namespace, hostname } = imported.service;
  const rule = context.scope.destinationRules.for(imported.service);
  if (rule) reportRule(context, rule);
  const siblings = context.snapshot.services.of(namespace, hostname);
  const sources = [...siblings.map((s) => s.source), ...(rule?.sources ?? [])];
  for (const port of imported.ports) {
    for (const target of clusterTargets(context, imported, port, rule)) {
      context.emit('clusters', edsCluster(context, target, rule), sources);
    }
  }
}
