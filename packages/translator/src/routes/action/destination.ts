import type { Destination } from '@xdsim/api';
import type { MergedRule } from '../../scope/merge-rule.js';
import { clusterName } from '../../clusters/cluster-name.js';
import type { ConsistentHash } from '../../policy/hash-policy.js';
import type { RouteScope } from '../route-scope.js';

/** Where a destination leads: a host and a port, and the cluster that is for both. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly cluster: string;
}

/**
 * The port asked for, else the only one of the service, else the listener's. Istio: of a service that is not on the
 * listener's port nothing is known here, so the cluster is one that does not exist.
 */
export function targetOf(scope: RouteScope, { host: written, port, subset }: Destination): Target {
  const host = scope.context.scope.aliasTarget(written);
  const { listenPort } = scope;
  const ports = listenPort === 0 && !port ? (scope.service(host)?.ports ?? []) : [];
  const number = port ? (port.number ?? 0) : ports.length === 1 ? ports[0]!.number : listenPort;
  return { host, port: number, cluster: clusterName(number, host, subset) };
}

/** The DestinationRule of a destination's host, whatever the port. */
export function ruleOf({ context }: RouteScope, { host }: Destination): MergedRule | undefined {
  const imported = context.scope.service(context.scope.aliasTarget(host));
  return imported && context.scope.destinationRules.for(imported.service);
}

/** Istio, most telling first: subset port-level, subset, rule port-level, rule; ports only if the destination names one. */
export function hashOf(
  rule: MergedRule | undefined,
  { subset, port }: Destination,
): ConsistentHash | undefined {
  const own = rule?.subsets.find(({ name }) => name === subset);
  for (const policy of [own?.trafficPolicy, rule?.trafficPolicy]) {
    const atPort = port && policy?.portLevelSettings?.find((s) => s.port?.number === port.number);
    const hash = atPort?.loadBalancer?.consistentHash ?? policy?.loadBalancer?.consistentHash;
    if (hash) return hash;
  }
  return undefined;
}
