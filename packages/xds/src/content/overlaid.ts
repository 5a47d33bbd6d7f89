import type { Resource } from '@xdsim/envoy';
import type { AnyResourceMap } from './any-resource-map.js';

/** A map in which a few names stand for something else, or for nothing, and which takes no copy of it. */
export class Overlaid implements ReadonlyMap<string, Resource> {
  readonly base: AnyResourceMap;
  /** What counts in the place of what the base has; `undefined` where there is to be nothing. */
  readonly extra: ReadonlyMap<string, Resource | undefined>;
  readonly size: number;

  constructor(base: AnyResourceMap, extra: ReadonlyMap<string, Resource | undefined>) {
    this.base = base;
    this.extra = extra;
    let { size } = base;
    for (const [name, resource] of extra) size += Number(resource !== undefined) - Number(base.has(name));
    this.size = size;
  }

  get(name: string): Resource | undefined {
    return this.extra.has(name) ? this.extra.get(name) : this.base.get(name);
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  keys(): MapIterator<string> {
    return this.#all()
      .map(([name]) => name)
      .values();
  }

  values(): MapIterator<Resource> {
    return this.#all()
      .map(([, resource]) => resource)
      .values();
  }

  entries(): MapIterator<[string, Resource]> {
    return this.#all().values();
  }

  [Symbol.iterator](): MapIterator<[string, Resource]> {
    return this.entries();
  }

  forEach(use: (value: Resource, name: string, map: AnyResourceMap) => void): void {
    for (const [name, resource] of this) use(resource, name, this);
  }

  /** What is replaced is where it was, and what is added comes last. */
  #all(): [string, Resource][] {
    const { base, extra } = this;
    const all: [string, Resource][] = [];
    for (const [name, resource] of base) {
      const one = extra.has(name) ? extra.get(name) : resource;
      if (one) all.push([name, one]);
    }
    for (const [name, resource] of extra) if (resource && !base.has(name)) all.push([name, resource]);
    return all;
  }
}
