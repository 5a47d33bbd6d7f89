import type { AnyObject, EndpointSlice } from '@xdsim/api';
import { distributionOf, servicesOf, workloadOf } from './derive.js';
import { podKeys } from './kubernetes/pods.js';
import { serviceOf, SliceReferences } from './kubernetes/slices.js';
import { Selectors } from './selectors.js';
import type { Endpoint, Service } from './service.js';
import {
  canReplace,
  createServiceIndex,
  noServices,
  withoutService,
  withReplaced,
  withService,
} from './service-index.js';
import type { ServiceIndex, ServiceParts } from './service-index.js';
import { serviceKey, serviceKeyOf } from './service-key.js';
import type { ServiceKey } from './service-key.js';

/** What an object amounts to, kept for the day on which it goes. */
interface Derived {
  readonly services: readonly Service[];
  readonly workload: Endpoint | undefined;
}

const nothing: Derived = { services: [], workload: undefined };

const derive = (object: AnyObject): Derived => ({
  services: servicesOf(object),
  workload: workloadOf(object),
});

const sliceOf = (object: AnyObject | undefined): EndpointSlice | undefined =>
  object?.kind === 'EndpointSlice' ? object : undefined;

type Touched = Map<string, ServiceKey>;

const touch = (touched: Touched | undefined, service: Service): unknown =>
  touched?.set(serviceKeyOf(service), serviceKey(service));

/** Follows the objects, one change at a time, and knows at any time the services that they amount to. */
export class ServiceTable {
  #parts: ServiceParts = noServices;
  #index: ServiceIndex | undefined;
  readonly #selectors = new Selectors();
  readonly #references = new SliceReferences();
  readonly #derived = new Map<AnyObject, Derived>();
  #touched: Touched = new Map();

  get index(): ServiceIndex {
    return (this.#index ??= createServiceIndex(this.#parts));
  }

  /**
   * Takes one version of an object for another, or for none. Services that this concerns are noted, unless the two say
   * the same.
   */
  change(before: AnyObject | undefined, after: AnyObject | undefined, same = false): void {
    this.#index = undefined;
    const old = (before && this.#derived.get(before)) ?? nothing;
    const fresh = after ? derive(after) : nothing;
    const touched = same ? undefined : this.#touched;
    this.#changeServices(old.services, fresh.services, touched);
    this.#changeWorkload(old.workload, fresh.workload, touched);
    this.#changeSlice(sliceOf(before), sliceOf(after), touched);
    this.#changeNamespace(before, after, touched);
    if (before) this.#derived.delete(before);
    if (after && (fresh.services.length || fresh.workload)) this.#derived.set(after, fresh);
  }

  /** The services that the changes since the last call concern: as they were before, or as they are now. */
  takeTouched(): readonly ServiceKey[] {
    const touched = [...this.#touched.values()];
    this.#touched = new Map();
    return touched;
  }

  #changeServices(before: readonly Service[], after: readonly Service[], touched: Touched | undefined): void {
    for (const service of before) {
      this.#selectors.remove(service);
      touch(touched, service);
    }
    for (const service of after) {
      this.#selectors.add(service);
      touch(touched, service);
    }
    if (canReplace(before, after)) {
      this.#parts = after.reduce(
        (parts, service, i) => withReplaced(parts, before[i]!, service),
        this.#parts,
      );
    } else {
      this.#parts = after.reduce(withService, before.reduce(withoutService, this.#parts));
    }
  }

  #changeWorkload(
    before: Endpoint | undefined,
    after: Endpoint | undefined,
    touched: Touched | undefined,
  ): void {
    if (!before && !after) return;
    let { workloads, pods } = this.#parts;
    if (before) workloads = workloads.remove(before);
    if (before?.source.kind === 'Pod') pods = pods.remove(before);
    if (after) workloads = workloads.add(after);
    if (after?.source.kind === 'Pod') pods = pods.add(after);
    this.#parts = { ...this.#parts, workloads, pods };
    for (const workload of [before, after]) {
      if (!workload) continue;
      for (const service of this.#selectors.of(workload)) touch(touched, service);
      if (workload.source.kind !== 'Pod') continue;
      for (const slice of this.#references.of(podKeys(workload))) this.#touchServiceOf(slice, touched);
    }
  }

  #changeSlice(
    before: EndpointSlice | undefined,
    after: EndpointSlice | undefined,
    touched: Touched | undefined,
  ): void {
    if (!before && !after) return;
    this.#parts = { ...this.#parts, slices: this.#parts.slices.change(before, after) };
    if (before) this.#references.remove(before);
    if (after) this.#references.add(after);
    for (const slice of [before, after]) if (slice) this.#touchServiceOf(slice, touched);
  }

  #touchServiceOf(slice: EndpointSlice, touched: Touched | undefined): void {
    const key = serviceOf(slice);
    const [service] = (key && this.#parts.byHost.get(serviceKeyOf(key))?.items) ?? [];
    if (service) touch(touched, service);
  }

  /** What a namespace says concerns all of its services, so that looking at each is what it costs. */
  #changeNamespace(
    before: AnyObject | undefined,
    after: AnyObject | undefined,
    touched: Touched | undefined,
  ): void {
    const name = (after ?? before)?.metadata.name;
    const [was, is] = [before && distributionOf(before), after && distributionOf(after)];
    if (was === is || name === undefined) return;
    const { distributions, ordered } = this.#parts;
    this.#parts = {
      ...this.#parts,
      distributions: is ? distributions.set(name, is) : distributions.delete(name),
    };
    for (const service of ordered.items) {
      if (service.namespace === name && !service.trafficDistribution) touch(touched, service);
    }
  }
}
