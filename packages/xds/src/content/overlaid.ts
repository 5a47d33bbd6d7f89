import type { Resource } from '@xdsim/envoy';
import type { AnyResourceMap } from './any-resource-map.js';

/** A map with a few names more, which takes no copy of it. */
export class Overlaid implements ReadonlyMap<string, Resource> {
  readonly base: AnyResourceMap;
  /** None of its names is in the base. */
  readonly extra: AnyResourceMap;

  constructor(base: AnyResourceMap, extra: AnyResourceMap) {
    this.base = base;
    this.extra = extra;
  }

  get size(): number {
    return this.base.size + this.extra.size;
  }

  get(name: string): Resource | undefined {
    return this.extra.get(name) ?? this.base.get(name);
  }

  has(name: string): boolean {
    return this.extra.has(name) || this.base.has(name);
  }

  keys(): MapIterator<string> {
    return [...this.base.keys(), ...this.extra.keys()].values();
  }

  values(): MapIterator<Resource> {
    return [...this.base.values(), ...this.extra.values()].values();
  }

  entries(): MapIterator<[string, Resource]> {
    return [...this.base, ...this.extra].values();
  }

  [Symbol.iterator](): MapIterator<[string, Resource]> {
    return this.entries();
  }

  forEach(use: (value: Resource, name: string, map: AnyResourceMap) => void): void {
    for (const [name, resource] of this) use(resource, name, this);
  }
}
