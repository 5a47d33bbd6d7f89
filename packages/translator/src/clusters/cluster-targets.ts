import type { MergedRule, ServicePort } from '@xdsim/registry';
import type { Context } from '../context.js';
import type { ImportedService } from '../scope/imported-service.js';
import { clusterKinds, proxylessKinds } from './cluster-kind.js';
import { clusterName } from './cluster-name.js';
import type { ClusterTarget } from './discovery.js';

/** The clusters of one port that there may be: the service's, then those of the rule's subsets (Istio's order). */
export function clusterTargets(
  { scope, interception, proxy }: Context,
  { service }: ImportedService,
  port: ServicePort,
  rule: MergedRule | undefined,
): readonly ClusterTarget[] {
  // Istio: UDP has no clusters.
  if (port.protocol === 'UDP') return [];
  const main = scope.policies(rule, port.number);
  return [undefined, ...(rule?.subsets ?? [])].flatMap((subset) => {
    const policy = subset ? scope.policies(rule, port.number, subset) : main;
    const kinds =
      proxy.type === 'proxyless'
        ? proxylessKinds(service)
        : clusterKinds(interception, service, port, { main, own: policy }, subset);
    if (!kinds) return [];
    return {
      name: clusterName(port.number, service.hostname, subset?.name),
      service,
      port,
      subset,
      kinds,
      policy,
    };
  });
}
