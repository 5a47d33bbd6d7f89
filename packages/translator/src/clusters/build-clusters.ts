import type { Service } from '@xdsim/registry';
import type { Context } from '../context.js';
import { effectivePolicy } from '../policy/effective-policy.js';
import { reportUntranslated } from '../policy/report-untranslated.js';
import type { MergedRule } from '../scope/merge-rule.js';
import { buildCluster } from './build-cluster.js';
import { clusterName } from './cluster-name.js';
import { isOfferable } from './is-offerable.js';

/** Says why a service has no cluster where the one who wrote it would expect one. */
function reportMissing(context: Context, service: Service): void {
  if (service.resolution === 'DYNAMIC_DNS') {
    context.report(
      service.source,
      ['spec', 'resolution'],
      'XDS0507',
      'resolution DYNAMIC_DNS is not translated yet: the service has no cluster',
    );
  } else if (service.selector) {
    context.report(
      service.source,
      ['spec', 'workloadSelector'],
      'XDS0506',
      `no workload of namespace ${service.namespace} matches the selector: ${service.hostname} has no cluster`,
      'Requests to it answer 503 until a WorkloadEntry with these labels is there, as with Istio.',
    );
  }
}

function reportMutual(context: Context, rule: MergedRule, name: string): void {
  for (const source of rule.sources) {
    context.report(
      source,
      ['spec', 'trafficPolicy', 'tls', 'mode'],
      'XDS0501',
      `ISTIO_MUTUAL needs certificates that xdsim does not hand out: ${name} is left out`,
      'Use SIMPLE or MUTUAL with files, or DISABLE.',
    );
  }
}

/** For each port of a host its cluster, and those of the subsets. */
export function buildClusters(context: Context, host: string): void {
  const scoped = context.scope.service(host);
  if (!scoped) return;
  const { service, ports } = scoped;
  const rule = context.scope.destinationRules.for(service);
  const siblings = context.snapshot.services.of(service.namespace, service.hostname);
  const sources = [...siblings.map((s) => s.source), ...(rule?.sources ?? [])];
  for (const source of rule?.sources ?? []) reportUntranslated(context, source);
  for (const port of ports) {
    for (const subset of [undefined, ...(rule?.subsets ?? [])]) {
      const policy = effectivePolicy(rule, port.number, subset);
      if (!isOfferable(port, policy)) {
        if (rule && port.protocol !== 'UDP') {
          reportMutual(context, rule, clusterName(port.number, service.hostname, subset?.name));
        }
        continue;
      }
      const cluster = buildCluster(context, service, port, policy, subset);
      if (cluster) context.emit('clusters', cluster, sources);
      else if (!subset) reportMissing(context, service);
    }
  }
}
