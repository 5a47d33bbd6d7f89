import type { AnyObject } from '@xdsim/api';
import { servicesOf, workloadOf } from './derive.js';
import { Selectors } from './selectors.js';
import type { Endpoint, Service } from './service.js';
import { createServiceIndex, noServices, withoutService, withService } from './service-index.js';
import type { ServiceIndex, ServiceParts } from './service-index.js';
import { serviceKey, serviceKeyOf } from './service-key.js';
import type { ServiceKey } from './service-key.js';

/** What an object amounts to, kept for the day on which it goes. */
interface Derived {
  readonly services: readonly Service[];
  readonly workload: Endpoint | undefined;
}

type Touched = Map<string, ServiceKey>;

const touch = (touched: Touched | undefined, service: Service): unknown =>
  touched?.set(serviceKeyOf(service), serviceKey(service));

/** Follows the objects, one change at a time, and knows at any time the services that they amount to. */
export class ServiceTable {
  #parts: ServiceParts = noServices;
  #index: ServiceIndex | undefined;
  readonly #selectors = new Selectors();
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
    const touched = same ? undefined : this.#touched;
    if (before) this.#remove(before, touched);
    if (after) this.#add(after, touched);
  }

  /** The services that the changes since the last call concern: as they were before, or as they are now. */
  takeTouched(): readonly ServiceKey[] {
    const touched = [...this.#touched.values()];
    this.#touched = new Map();
    return touched;
  }

  #remove(object: AnyObject, touched: Touched | undefined): void {
    const derived = this.#derived.get(object);
    if (!derived) return;
    const { services, workload } = derived;
    for (const service of services) {
      this.#parts = withoutService(this.#parts, service);
      this.#selectors.remove(service);
      touch(touched, service);
    }
    if (workload) {
      this.#parts = { ...this.#parts, workloads: this.#parts.workloads.remove(workload) };
      for (const service of this.#selectors.of(workload)) touch(touched, service);
    }
    this.#derived.delete(object);
  }

  #add(object: AnyObject, touched: Touched | undefined): void {
    const services = servicesOf(object);
    const workload = workloadOf(object);
    if (services.length === 0 && !workload) return;
    for (const service of services) {
      this.#parts = withService(this.#parts, service);
      this.#selectors.add(service);
      touch(touched, service);
    }
    if (workload) {
      this.#parts = { ...this.#parts, workloads: this.#parts.workloads.add(workload) };
      for (const service of this.#selectors.of(workload)) touch(touched, service);
    }
    this.#derived.set(object, { services, workload });
  }
}
