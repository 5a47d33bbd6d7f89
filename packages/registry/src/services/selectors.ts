import type { Endpoint, Service } from './service.js';
import { covers } from './labels.js';
import { labelKey } from './workloads.js';

/**
 * The services that select workloads, found by a workload. Each is filed under one label of its selector, that with
 * the fewest others, so that a label which all services ask for costs nothing.
 */
export class Selectors {
  readonly #filed = new Map<string, Set<Service>>();
  readonly #keys = new Map<Service, string>();

  add(service: Service): void {
    const { selector, namespace } = service;
    if (!selector) return;
    const count = (key: string): number => this.#filed.get(key)?.size ?? 0;
    const [first = namespace, ...others] = Object.entries(selector).map(([k, v]) =>
      labelKey(namespace, k, v),
    );
    const key = others.reduce((best, other) => (count(other) < count(best) ? other : best), first);
    const services = this.#filed.get(key);
    if (services) services.add(service);
    else this.#filed.set(key, new Set([service]));
    this.#keys.set(service, key);
  }

  remove(service: Service): void {
    const key = this.#keys.get(service);
    if (key === undefined) return;
    const services = this.#filed.get(key);
    services?.delete(service);
    if (!services?.size) this.#filed.delete(key);
    this.#keys.delete(service);
  }

  /** The services whose selector the workload's labels cover. */
  *of(workload: Endpoint): Generator<Service> {
    const { namespace, labels } = workload;
    const pairs = Object.entries(labels).map(([k, v]) => labelKey(namespace, k, v));
    for (const key of [namespace, ...pairs]) {
      for (const service of this.#filed.get(key) ?? []) {
        if (service.selector && covers(labels, service.selector)) yield service;
      }
    }
  }
}
