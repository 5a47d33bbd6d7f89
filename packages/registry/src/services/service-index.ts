import { compareAge, compareText, compareTime } from '../age.js';
import { PersistentMap } from '../persistent/persistent-map.js';
import { SortedList } from '../persistent/sorted-list.js';
import { canServe, inlineEndpoints } from './endpoints.js';
import { serviceIdentities } from './identities.js';
import type { Trust } from './identities.js';
import { Pods } from './kubernetes/pods.js';
import { kubernetesEndpoints } from './kubernetes/service-endpoints.js';
import { Slices } from './kubernetes/slices.js';
import type { Endpoint, Service, TrafficDistribution } from './service.js';
import { serviceKeyOf } from './service-key.js';
import { covers } from './labels.js';
import { Workloads } from './workloads.js';

/** The services that a snapshot's objects amount to. */
export interface ServiceIndex {
  /** Oldest first; of one age by host, or name in Kubernetes, then namespace (Istio). */
  readonly services: readonly Service[];
  /** All services of one host in one namespace, in the same order. */
  of(namespace: string, hostname: string): readonly Service[];
  /**
   * Inline endpoints, or the selected workloads of the service's own namespace by kind and name, or the host itself. Of
   * a Service of Kubernetes those of its EndpointSlices, or the pods that it selects when it has none: also those that
   * are unhealthy.
   */
  endpoints(service: Service): readonly Endpoint[];
  /**
   * All workloads whose labels the selector asks for, also those that are unhealthy or that such a service cannot use.
   * Of a Service of Kubernetes all endpoints, also those that are about to end.
   */
  selected(service: Service): readonly Endpoint[];
  /** Which endpoints a service prefers: as it says itself, else as its namespace does. */
  trafficDistribution(service: Service): TrafficDistribution | undefined;
  /** The names that the certificate of a host's services may carry, sorted. */
  identities(namespace: string, hostname: string, trust?: Trust): readonly string[];
}

/** Istio: a ServiceEntry's service is named after its host, one of Kubernetes after its object. */
const nameOf = ({ registry, hostname, source }: Service): string =>
  registry === 'Kubernetes' ? source.metadata.name : hostname;

/**
 * Oldest first. Istio: of one time by name, then by namespace, then by the object; those of one host of one object stay
 * in the order of its addresses.
 */
const inOrder = (a: Service, b: Service): number =>
  (a.source === b.source ? 0 : compareTime(a.source, b.source)) ||
  compareText(nameOf(a), nameOf(b)) ||
  compareText(a.namespace, b.namespace) ||
  (a.source === b.source ? 0 : compareAge(a.source, b.source));

const none = SortedList.empty<Service>(inOrder);

/** What the index is made of: each part persistent, so that the next index shares what did not change. */
export interface ServiceParts {
  readonly ordered: SortedList<Service>;
  readonly byHost: PersistentMap<SortedList<Service>>;
  readonly workloads: Workloads;
  readonly slices: Slices;
  readonly pods: Pods;
  /** By namespace. */
  readonly distributions: PersistentMap<TrafficDistribution>;
}

export const noServices: ServiceParts = {
  ordered: none,
  byHost: PersistentMap.empty(),
  workloads: new Workloads(),
  slices: new Slices(),
  pods: new Pods(),
  distributions: PersistentMap.empty(),
};

export function withService(parts: ServiceParts, service: Service): ServiceParts {
  const key = serviceKeyOf(service);
  const siblings = (parts.byHost.get(key) ?? none).add(service);
  return { ...parts, ordered: parts.ordered.add(service), byHost: parts.byHost.set(key, siblings) };
}

export function withoutService(parts: ServiceParts, service: Service): ServiceParts {
  const key = serviceKeyOf(service);
  const siblings = (parts.byHost.get(key) ?? none).remove(service);
  const byHost = siblings.size ? parts.byHost.set(key, siblings) : parts.byHost.delete(key);
  return { ...parts, ordered: parts.ordered.remove(service), byHost };
}

/** Whether each of some services can stand where its counterpart stood: nothing but their content differs. */
export const canReplace = (before: readonly Service[], after: readonly Service[]): boolean =>
  before.length === after.length && before.every((service, i) => inOrder(service, after[i]!) === 0);

/** Puts one service in the place of another that {@link canReplace | compares equal}. */
export function withReplaced(parts: ServiceParts, before: Service, after: Service): ServiceParts {
  const key = serviceKeyOf(after);
  const siblings = (parts.byHost.get(key) ?? none).replace(before, after);
  return { ...parts, ordered: parts.ordered.replace(before, after), byHost: parts.byHost.set(key, siblings) };
}

// Services are immutable, and so are the lists that workloads are selected from: what follows from both is derived
// once and shared by all snapshots that hold both.
const inlineOf = new WeakMap<Service, readonly Endpoint[]>();
const selectedOf = new WeakMap<Service, Selection>();

interface Selection {
  readonly from: SortedList<Endpoint>;
  readonly all: readonly Endpoint[];
  readonly serving: readonly Endpoint[];
}

function inline(service: Service): readonly Endpoint[] {
  let found = inlineOf.get(service);
  if (!found) inlineOf.set(service, (found = inlineEndpoints(service)));
  return found;
}

function select(service: Service, workloads: Workloads): Selection | undefined {
  const { selector, namespace } = service;
  if (!selector) return undefined;
  const from = workloads.candidates(namespace, selector);
  let selection = selectedOf.get(service);
  if (selection?.from !== from) {
    const all = from.items.filter((e) => covers(e.labels, selector));
    const serving = all.filter((e) => e.health === 'healthy' && canServe(service, e));
    selectedOf.set(service, (selection = { from, all, serving }));
  }
  return selection;
}

/**
 * The index over its parts. Its functions may be taken off it. (A class, for a getter in an object literal makes a
 * hidden class of each object, which keeps all that it closes over until the next full garbage collection.)
 */
class Index implements ServiceIndex {
  readonly #parts: ServiceParts;

  constructor(parts: ServiceParts) {
    this.#parts = parts;
  }

  get services(): readonly Service[] {
    return this.#parts.ordered.items;
  }

  readonly of = (namespace: string, hostname: string): readonly Service[] =>
    this.#parts.byHost.get(serviceKeyOf({ namespace, hostname }))?.items ?? [];

  readonly endpoints = (service: Service): readonly Endpoint[] => {
    if (service.registry === 'Kubernetes') return kubernetesEndpoints(service, this.#parts).serving;
    return select(service, this.#parts.workloads)?.serving ?? inline(service);
  };

  readonly selected = (service: Service): readonly Endpoint[] => {
    if (service.registry === 'Kubernetes') return kubernetesEndpoints(service, this.#parts).all;
    return select(service, this.#parts.workloads)?.all ?? [];
  };

  readonly trafficDistribution = (service: Service): TrafficDistribution | undefined =>
    service.trafficDistribution ?? this.#parts.distributions.get(service.namespace);

  readonly identities = (namespace: string, hostname: string, trust?: Trust): readonly string[] => {
    const services = this.of(namespace, hostname);
    return serviceIdentities(services, services.flatMap(this.endpoints), trust);
  };
}

export const createServiceIndex = (parts: ServiceParts): ServiceIndex => new Index(parts);
