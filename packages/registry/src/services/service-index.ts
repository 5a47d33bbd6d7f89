import type { Labels, ServiceEntry, WorkloadEntry } from '@xdsim/api';
import { compareAge, compareText } from '../age.js';
import { canServe, inlineEndpoints, isHealthy, workloadEndpoint } from './endpoints.js';
import { expandServiceEntry } from './expand-service-entry.js';
import type { Endpoint, Service } from './service.js';

/** The services that a snapshot's objects amount to. */
export interface ServiceIndex {
  /** Oldest first; of one age by host, then namespace (Istio). */
  readonly services: readonly Service[];
  /** All services of one host in one namespace, in the same order. */
  of(namespace: string, hostname: string): readonly Service[];
  /** Inline endpoints, or the selected workloads of the service's own namespace by name, or the host itself. */
  endpoints(service: Service): readonly Endpoint[];
}

// Objects are immutable, so what is derived from one alone is derived once and shared by all snapshots.
const servicesOf = new WeakMap<ServiceEntry, readonly Service[]>();
const endpointOf = new WeakMap<WorkloadEntry, Endpoint>();
const inlineOf = new WeakMap<Service, readonly Endpoint[]>();

function once<K extends WeakKey, V>(memory: WeakMap<K, V>, key: K, make: (key: K) => V): V {
  let value = memory.get(key);
  if (value === undefined) memory.set(key, (value = make(key)));
  return value;
}

const covers = (labels: Labels, selector: Labels): boolean =>
  Object.entries(selector).every(([k, v]) => labels[k] === v);

function groupBy<T>(items: Iterable<T>, key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

export function createServiceIndex(
  entries: readonly ServiceEntry[],
  workloads: readonly WorkloadEntry[],
): ServiceIndex {
  const services = entries
    .flatMap((entry) => once(servicesOf, entry, expandServiceEntry))
    .sort(
      (a, b) =>
        (a.source === b.source ? 0 : compareAge(a.source, b.source)) ||
        compareText(a.hostname, b.hostname) ||
        compareText(a.namespace, b.namespace),
    );
  const byHost = groupBy(services, (s) => `${s.namespace}/${s.hostname}`);
  const byNamespace = groupBy(
    [...workloads].filter(isHealthy).sort((a, b) => compareText(a.metadata.name, b.metadata.name)),
    (w) => w.metadata.namespace,
  );
  const selected = new Map<Service, readonly Endpoint[]>();

  function select(service: Service, selector: Labels): readonly Endpoint[] {
    let found = selected.get(service);
    if (!found) {
      found = (byNamespace.get(service.namespace) ?? [])
        .map((w) => once(endpointOf, w, workloadEndpoint))
        .filter((e) => covers(e.labels, selector) && canServe(service, e));
      selected.set(service, found);
    }
    return found;
  }

  return {
    services,
    of: (namespace, hostname) => byHost.get(`${namespace}/${hostname}`) ?? [],
    endpoints: (service) =>
      service.selector ? select(service, service.selector) : once(inlineOf, service, inlineEndpoints),
  };
}
