import { sameLabels } from '@xdsim/registry';
import type { Service, ServicePort } from '@xdsim/registry';
import { isOfKubernetes } from './imported-service.js';
import type { ImportedService } from './imported-service.js';

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  new Set([...a, ...b]).size === new Set(a).size && new Set(a).size === new Set(b).size;

/** Istio merges the ports of two services of one host only if they agree on everything else. */
const mergeable = (a: Service, b: Service): boolean =>
  a.namespace === b.namespace &&
  a.resolution === b.resolution &&
  isOfKubernetes(a) === isOfKubernetes(b) &&
  sameLabels(a.labels, b.labels) &&
  sameLabels(a.selector, b.selector) &&
  sameSet(a.exportTo, b.exportTo);

const union = (ports: readonly ServicePort[], more: readonly ServicePort[]): readonly ServicePort[] => {
  const fresh = more.filter((p) => ports.every((q) => q.number !== p.number));
  return fresh.length ? [...ports, ...fresh] : ports;
};

/**
 * One host as its clusters see it, from all that egress listeners import of it, in their order. Istio: the first holds
 * and takes the ports of those that can merge with it; a service of Kubernetes takes the place of a ServiceEntry's.
 */
export function mergeServices(into: ImportedService | undefined, imported: ImportedService): ImportedService {
  if (!into) return imported;
  const [held, fresh] = [isOfKubernetes(into.service), isOfKubernetes(imported.service)];
  if (!held && fresh) return imported;
  if (!mergeable(into.service, imported.service)) return into;
  return { service: into.service, ports: union(into.ports, imported.ports) };
}
