import type { Destination } from '@xdsim/api';
import type { MergedRule } from '@xdsim/registry';
import { clusterName } from '../../clusters/cluster-name.js';
import type { Context } from '../../context.js';
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
 * listener's port nothing is known here, so the cluster is one that does not exist. An alias means the very host that it
 * names, be that another alias.
 */
export function targetOf(scope: RouteScope, { host: written, port, subset }: Destination): Target {
  const { listenPort } = scope;
  const found = scope.service(written);
  const host = found?.service.externalName ?? written;
  const ports = listenPort === 0 && !port ? (found?.ports ?? []) : [];
  const number = port ? (port.number ?? 0) : ports.length === 1 ? ports[0]!.number : listenPort;
  return { host, port: number, cluster: clusterName(number, host, subset) };
}

/** The DestinationRule of a host, whatever the port: of an alias its own, not that of what it stands for (Istio). */
export function ruleOf({ scope }: Context, host: string): MergedRule | undefined {
  const imported = scope.service(host);
  return imported && scope.destinationRules.for(imported.service);
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
