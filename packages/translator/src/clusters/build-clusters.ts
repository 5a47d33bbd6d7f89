import type { MergedRule, Service, ServicePort } from '@xdsim/registry';
import type { Context } from '../context.js';
import type { ImportedService } from '../scope/imported-service.js';
import { buildCluster } from './build-cluster.js';
import { clusterTargets } from './cluster-targets.js';
import { reportRule } from './report-rule.js';
import { unofferedTls } from './unoffered-tls.js';

/** Says why a service has no cluster where the one who wrote it would expect one. */
function reportMissing(context: Context, { source, selector, namespace, hostname }: Service): void {
  if (!selector) return;
  context.report(
    source,
    ['spec', 'workloadSelector'],
    'XDS0506',
    `no workload of namespace ${namespace} matches the selector: ${hostname} has no cluster`,
    'Requests to it answer 503 until a WorkloadEntry with these labels is there, as with Istio.',
  );
}

/** The clusters of one port. Istio: where a service's own cannot be made, its subsets have none either. */
function buildPort(
  context: Context,
  imported: ImportedService,
  port: ServicePort,
  rule: MergedRule | undefined,
): void {
  const { namespace, hostname } = imported.service;
  const siblings = context.snapshot.services.of(namespace, hostname);
  const sources = [...siblings.map((s) => s.source), ...(rule?.sources ?? [])];
  for (const target of clusterTargets(context, imported, port, rule)) {
    if (unofferedTls(context, target.policy.tls, rule)) continue;
    const cluster = buildCluster(context, target, rule);
    if (cluster) context.emit('clusters', cluster, sources);
    else if (!target.subset) {
      reportMissing(context, imported.service);
      return;
    }
  }
}

/** For each port of a host its cluster, then those of the subsets. */
export function buildClusters(context: Context, host: string): void {
  const imported = context.scope.service(host);
  if (!imported) return;
  const rule = context.scope.destinationRules.for(imported.service);
  if (rule) reportRule(context, rule);
  for (const port of imported.ports) buildPort(context, imported, port, rule);
}
