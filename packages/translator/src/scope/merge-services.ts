import { sameLabels } from '@xdsim/registry';
import type { Service, ServicePort } from '@xdsim/registry';

/** A host as its clusters see it: the oldest service, and the ports of all that merged with it. */
export interface ScopedService {
  readonly service: Service;
  readonly ports: readonly ServicePort[];
  /** All services of this host and namespace: their endpoints are served together (Istio), merged or not. */
  readonly all: readonly Service[];
}

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  new Set([...a, ...b]).size === new Set(a).size && new Set(a).size === new Set(b).size;

/** Istio merges the ports of two services of one host only if they agree on everything else. */
const mergeable = (a: Service, b: Service): boolean =>
  a.resolution === b.resolution &&
  sameLabels(a.labels, b.labels) &&
  sameLabels(a.selector, b.selector) &&
  sameSet(a.exportTo, b.exportTo);

const union = (ports: readonly ServicePort[], more: readonly ServicePort[]): readonly ServicePort[] => {
  const fresh = more.filter((p) => ports.every((q) => q.number !== p.number));
  return fresh.length ? [...ports, ...fresh] : ports;
};

export function mergeServices(services: readonly Service[]): readonly ScopedService[] {
  const byHost = new Map<string, { service: Service; ports: readonly ServicePort[]; all: Service[] }>();
  for (const service of services) {
    const first = byHost.get(service.hostname);
    if (!first) {
      byHost.set(service.hostname, { service, ports: service.ports, all: [service] });
      continue;
    }
    first.all.push(service);
    if (mergeable(first.service, service)) first.ports = union(first.ports, service.ports);
  }
  return [...byHost.values()];
}
