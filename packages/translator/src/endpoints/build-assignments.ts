import { assignedByEds } from '../clusters/cluster-kind.js';
import { clusterName } from '../clusters/cluster-name.js';
import { isOfferable } from '../clusters/is-offerable.js';
import type { Context } from '../context.js';
import { effectivePolicy } from '../policy/effective-policy.js';
import { canBeAssigned } from './can-be-assigned.js';
import { endpointsBehind, localityEndpoints } from './locality-endpoints.js';

/** An assignment for each EDS cluster of a host, with or without endpoints: an empty one ends the cluster's warming at once. */
export function buildAssignments(context: Context, host: string): void {
  const scoped = context.scope.service(host);
  if (!scoped) return;
  const { service, ports } = scoped;
  const rule = context.scope.destinationRules.for(service);
  for (const port of ports) {
    for (const subset of [undefined, ...(rule?.subsets ?? [])]) {
      const policy = effectivePolicy(rule, port.number, subset);
      if (!assignedByEds(service, policy) || !isOfferable(port, policy)) continue;
      const placed = endpointsBehind(context, service, port, subset?.labels).filter(canBeAssigned);
      const endpoints = localityEndpoints(placed);
      const name = clusterName(port.number, service.hostname, subset?.name);
      context.emit('endpoints', { cluster_name: name, ...(endpoints.length ? { endpoints } : {}) }, [
        ...context.snapshot.services.of(service.namespace, service.hostname).map((s) => s.source),
        ...placed.map((p) => p.endpoint.source),
      ]);
    }
  }
}
