import type { Service, ServicePort } from '@xdsim/registry';

/** A service as an egress listener imports it: with all its ports, or only those that are asked for. */
export interface ImportedService {
  readonly service: Service;
  readonly ports: readonly ServicePort[];
}

/** Each number once: it may be there for TCP and for UDP both, as that of DNS is. */
export const portNumbers = ({ ports }: ImportedService): ReadonlySet<number> =>
  new Set(ports.map(({ number }) => number));

/** Istio: nobody takes the name of a service of Kubernetes by writing a ServiceEntry for it. */
export const isOfKubernetes = ({ registry }: Service): boolean => registry === 'Kubernetes';

/** Istio: a service that is but another name has no clusters, listeners and default routes of its own. */
export const isAlias = ({ resolution }: Service): boolean => resolution === 'ALIAS';

/** A service with the ports of these numbers alone; with none of them it is not imported at all. */
export function reducedTo(service: Service, numbers: ReadonlySet<number>): ImportedService | undefined {
  const ports = service.ports.filter((p) => numbers.has(p.number));
  if (ports.length === 0) return undefined;
  return { service, ports: ports.length === service.ports.length ? service.ports : ports };
}

/**
 * Istio: of one host in several namespaces only one namespace's is imported. The proxy's own goes first, then a service
 * of Kubernetes, then the first that is seen.
 */
export function chosenNamespace(
  candidates: readonly Service[],
  isOwn: (namespace: string) => boolean,
): string | undefined {
  let chosen = candidates[0];
  if (candidates.length === 1) return chosen?.namespace;
  for (const service of candidates) {
    if (isOwn(service.namespace)) return service.namespace;
    if (!chosen || (isOfKubernetes(service) && !isOfKubernetes(chosen))) chosen = service;
  }
  return chosen?.namespace;
}
