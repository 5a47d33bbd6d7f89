import type { Service, ServiceIndex } from '@xdsim/registry';
import { sameValue } from './same-value.js';

/** All of an object but the endpoints that it lists, what counts its changes, and the place where it stands. */
function sourceShape({ source }: Service): readonly unknown[] {
  const { resourceVersion: _, generation: __, ...metadata } = source.metadata;
  const { endpoints: ___, ...spec } = source.spec as { readonly endpoints?: unknown };
  return [source.kind, metadata, spec];
}

function sameShape(a: Service, b: Service): boolean {
  if (a === b) return true;
  const { source: _, ...left } = a;
  const { source: __, ...right } = b;
  return sameValue(left, right) && sameValue(sourceShape(a), sourceShape(b));
}

/**
 * Services as all but their assignments see them. Endpoints come and go far more often than anything else, so a service
 * that differs from an earlier one by nothing else is represented by that: who holds it has nothing to do.
 */
export class ServiceShapes {
  readonly #byKey = new Map<
    string,
    { readonly of: readonly Service[]; readonly shapes: readonly Service[] }
  >();

  /** The shapes of a host's services. */
  of(id: string, services: readonly Service[]): readonly Service[] {
    const known = this.#byKey.get(id);
    if (known?.of === services) return known.shapes;
    this.renew(id, services);
    return this.#byKey.get(id)?.shapes ?? [];
  }

  /** Takes a host's services as they are now; `true` when there is another shape, or another order. */
  renew(id: string, services: readonly Service[]): boolean {
    const before = this.#byKey.get(id)?.shapes ?? [];
    if (services.length === 0) {
      this.#byKey.delete(id);
      return before.length > 0;
    }
    const shapes = services.map((service, i) => {
      const old = before[i];
      return old && sameShape(old, service) ? old : service;
    });
    const same = shapes.length === before.length && shapes.every((shape, i) => shape === before[i]);
    this.#byKey.set(id, { of: services, shapes: same ? before : shapes });
    return !same;
  }

  /** All services, each as its shape. */
  all(index: ServiceIndex): readonly Service[] {
    const places = new Map<string, number>();
    return index.services.map((service) => {
      const { namespace, hostname } = service;
      const id = `${namespace}/${hostname}`;
      const shapes = this.of(id, index.of(namespace, hostname));
      const place = places.get(id) ?? 0;
      places.set(id, place + 1);
      return shapes[place] ?? service;
    });
  }
}
