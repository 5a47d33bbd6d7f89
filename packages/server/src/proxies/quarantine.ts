import type { Diagnostic } from '@xdsim/api';
import { eachType, VersionedMap, type Resource, type ResourceSet, type ResourceType } from '@xdsim/envoy';

/** A version of a resource that a proxy said no to. */
export interface SetAside {
  readonly type: ResourceType;
  readonly name: string;
  readonly version: string;
  /** Envoy's own words. */
  readonly message: string;
  /** The object behind it, with its place. */
  readonly diagnostic: Diagnostic;
}

type Content = ReadonlyMap<string, Resource>;

/**
 * What proxies of one class rejected. Each such version of a resource is put aside: in its place they get the last one
 * that they accepted, or none. So one bad resource does not hold the others up, and nobody is offered it twice.
 */
export class Quarantine {
  readonly #rejected = new Map<ResourceType, Map<string, readonly SetAside[]>>();
  readonly #accepted = new Map<ResourceType, Content>();
  /** Of content that was looked at already. */
  #admitted = new WeakMap<Content, Content>();

  reject(rejected: SetAside): void {
    const { type, name, version } = rejected;
    let byName = this.#rejected.get(type);
    if (!byName) this.#rejected.set(type, (byName = new Map()));
    const others = (byName.get(name) ?? []).filter((other) => other.version !== version);
    // A name that is changed and rejected without end is not remembered without end.
    byName.set(name, [...others.slice(-7), rejected]);
    this.#admitted = new WeakMap();
  }

  /** A proxy accepted all of this. */
  accept(type: ResourceType, held: Content): void {
    this.#accepted.set(type, held);
  }

  /** What proxies of this class are to be given in place of these resources; the same if nothing of it is put aside. */
  admit(resources: ResourceSet): ResourceSet {
    if (this.#rejected.size === 0) return resources;
    return eachType((type) => this.#admit(type, resources[type]) as (typeof resources)[typeof type]);
  }

  /** What of these resources is put aside. */
  active(resources: ResourceSet | undefined): readonly SetAside[] {
    if (!resources) return [];
    return [...this.#rejected].flatMap(([type, byName]) =>
      [...byName.keys()].flatMap((name) => this.#asideOf(type, resources[type].get(name)) ?? []),
    );
  }

  #admit(type: ResourceType, content: Content): Content {
    const known = this.#admitted.get(content);
    if (known) return known;
    const changes: [string, Resource | undefined][] = [];
    for (const name of this.#rejected.get(type)?.keys() ?? []) {
      if (!this.#asideOf(type, content.get(name))) continue;
      const before = this.#accepted.get(type)?.get(name);
      changes.push([name, this.#asideOf(type, before) ? undefined : before]);
    }
    const admitted = changes.length === 0 ? content : VersionedMap.of(content).with(changes);
    this.#admitted.set(content, admitted);
    return admitted;
  }

  #asideOf(type: ResourceType, resource: Resource | undefined): SetAside | undefined {
    if (!resource) return undefined;
    const rejected = this.#rejected.get(type)?.get(resource.name);
    return rejected?.find(({ version }) => version === resource.version);
  }
}
