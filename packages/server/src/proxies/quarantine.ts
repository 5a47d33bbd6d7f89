import type { Diagnostic } from '@xdsim/api';
import { eachType, VersionedMap, type Resource, type ResourceSet, type ResourceType } from '@xdsim/envoy';

/** A version of a resource that a proxy said no to. */
export interface SetAside {
  readonly type: ResourceType;
  readonly name: string;
  readonly version: string;
  /** The generation with which it was rejected. */
  readonly generation: number;
  /** Envoy's own words. */
  readonly message: string;
  /** The object behind it, with its place. */
  readonly diagnostic: Diagnostic;
  /** What is given in its place, if anything is. */
  readonly instead: Resource | undefined;
}

type Content = ReadonlyMap<string, Resource>;

const none: readonly SetAside[] = [];

/**
 * What proxies rejected. Each such version of a resource is put aside: in its place they get the last one that was
 * accepted, or none. So one bad resource does not hold the others up, and nobody is offered it twice.
 */
export class Quarantine {
  readonly #rejected = new Map<ResourceType, Map<string, readonly SetAside[]>>();
  /** Of content that was looked at already. */
  #admitted = new WeakMap<Content, Content>();
  #active = new WeakMap<ResourceSet, readonly SetAside[]>();

  reject(rejected: SetAside): void {
    const { type, name, version } = rejected;
    const before = this.#versionsOf(type, name);
    const instead = rejected.instead ?? this.find(type, name, version)?.instead;
    const others = before.filter((other) => other.version !== version);
    // A name that is changed and rejected without end is not remembered without end.
    this.#set(type, name, [...others.slice(-7), { ...rejected, instead }]);
  }

  /** It was accepted after all. */
  release({ type, name, version }: SetAside): void {
    const before = this.#versionsOf(type, name);
    this.#set(
      type,
      name,
      before.filter((one) => one.version !== version),
    );
  }

  /** What is known of a version that was rejected. */
  find(type: ResourceType, name: string, version: string | undefined): SetAside | undefined {
    return this.#versionsOf(type, name).find((one) => one.version === version);
  }

  /** All of a type, whether it is published or not. */
  list(type: ResourceType): readonly SetAside[] {
    return [...(this.#rejected.get(type)?.values() ?? [])].flat();
  }

  /** What proxies are to be given in place of these resources; the same if nothing of it is put aside. */
  admit(resources: ResourceSet): ResourceSet {
    if (this.#rejected.size === 0) return resources;
    return eachType((type) => this.#admit(type, resources[type]) as (typeof resources)[typeof type]);
  }

  /** What of these resources is put aside. */
  active(resources: ResourceSet): readonly SetAside[] {
    if (this.#rejected.size === 0) return none;
    // Asked several times for each answer of each proxy.
    let active = this.#active.get(resources);
    if (!active) this.#active.set(resources, (active = this.#activeOf(resources)));
    return active;
  }

  #activeOf(resources: ResourceSet): readonly SetAside[] {
    return [...this.#rejected].flatMap(([type, byName]) =>
      [...byName.keys()].flatMap((name) => this.find(type, name, resources[type].get(name)?.version) ?? []),
    );
  }

  #admit(type: ResourceType, content: Content): Content {
    const known = this.#admitted.get(content);
    if (known) return known;
    const changes: [string, Resource | undefined][] = [];
    for (const name of this.#rejected.get(type)?.keys() ?? []) {
      const given = content.get(name);
      if (!given) this.#forgetInstead(type, name);
      const instead = this.#insteadOf(type, given);
      if (given !== instead) changes.push([name, instead]);
    }
    const admitted = changes.length === 0 ? content : VersionedMap.of(content).with(changes);
    this.#admitted.set(content, admitted);
    return admitted;
  }

  /** What was accepted once may have been rejected since. */
  #insteadOf(type: ResourceType, resource: Resource | undefined): Resource | undefined {
    const seen = new Set<string>();
    let one = resource;
    for (let aside; one && (aside = this.find(type, one.name, one.version)); one = aside.instead) {
      if (seen.has(one.version)) return undefined;
      seen.add(one.version);
    }
    return one;
  }

  /** What is deleted has no version of before any more, if it is made again. */
  #forgetInstead(type: ResourceType, name: string): void {
    const versions = this.#versionsOf(type, name);
    this.#rejected.get(type)?.set(
      name,
      versions.map((one) => ({ ...one, instead: undefined })),
    );
  }

  #versionsOf(type: ResourceType, name: string): readonly SetAside[] {
    return this.#rejected.get(type)?.get(name) ?? [];
  }

  #set(type: ResourceType, name: string, versions: readonly SetAside[]): void {
    let byName = this.#rejected.get(type);
    if (!byName) this.#rejected.set(type, (byName = new Map()));
    if (versions.length > 0) byName.set(name, versions);
    else byName.delete(name);
    this.#admitted = new WeakMap();
    this.#active = new WeakMap();
  }
}
