import { clusterTargets } from '../clusters/cluster-targets.js';
import { unofferedTls } from '../clusters/unoffered-tls.js';
import type { Context } from '../context.js';
import { dialable } from './dialable.js';
import { canBeAssigned } from './can-be-assigned.js';
import { endpointsBehind } from '../endpoints/endpoints-behind.js';
import { isSent } from './is-sent.js';
import { localityEndpoints } from '../endpoints/locality-endpoints.js';

/** An assignment for each EDS cluster of a host, with or without endpoints: an empty one ends the cluster's warming at once. */
export function buildAssignments(context: Context, host: string): void {
  const imported = context.scope.service(host);
  if (!imported) return;
  const { service, ports } = imported;
  const rule = context.scope.destinationRules.for(service);
  const siblings = context.snapshot.services.of(service.namespace, service.hostname);
  for (const port of ports) {
    for (const { name, subset, kinds, policy } of clusterTargets(context, imported, port, rule)) {
      if (kinds.used !== 'EDS' || unofferedTls(context, policy.tls, rule)) continue;
      // Istio: the mesh's default policy is for clusters; assignments are made as the rule alone says.
      const own = context.scope.rulePolicies(rule, port.number, subset);
      const assigned = endpointsBehind(context, service, port, subset?.labels)
        .filter(canBeAssigned)
        .filter(isSent(context, service, own));
      const placed = context.proxy.type === 'proxyless' ? dialable(assigned) : assigned;
      const endpoints = localityEndpoints(context, service, own, placed);
      context.emit('endpoints', { cluster_name: name, ...(endpoints.length ? { endpoints } : {}) }, [
        ...siblings.map((s) => s.source),
        ...placed.flatMap(({ endpoint: { source, pod } }) => (pod ? [source, pod] : [source])),
      ]);
    }
  }
}
