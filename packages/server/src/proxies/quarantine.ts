import type { Diagnostic } from '@xdsim/api';
import { eachType, type Resource, type ResourceSet, type ResourceType } from '@xdsim/envoy';
import { substitute } from '@xdsim/xds';
import type { Holdings } from './holdings.js';

/** A version of a resource that a proxy said no to. */
export interface Rejected {
  readonly type: ResourceType;
  readonly name: string;
  readonly version: string;
  /** The generation with which it was rejected. */
  readonly generation: number;
  /** Envoy's own words. */
  readonly message: string;
  /** The object behind it, with its place. */
  readonly diagnostic: Diagnostic;
}

export interface SetAside extends Rejected {
  /** What is given in its place, if anything is. */
  readonly instead: Resource | undefined;
}

type Content = ReadonlyMap<string, Resource>;

const none: readonly SetAside[] = [];

/** Versions of one name that are remembered: one that is changed and rejected without end is not, without end. */
const MOST_VERSIONS = 8;
/** Names that are remembered. What is rejected beyond them is reported, and stands where it is. */
const MOST_NAMES = 10_000;

/**
 * What one proxy rejected. Each such version of a resource is put aside for this proxy, and for no other: what a client says
 * is its own matter. In its place the proxy gets the last one that it accepted, or none. So one bad resource does not hold the
 * others up, and is not offered twice.
 */
export class Quarantine {
  readonly #holds: Holdings;
  readonly #rejected = new Map<ResourceType, Map<string, readonly SetAside[]>>();
  #size = 0;
  /** Of content that was looked at already. */
  #admitted = new WeakMap<Content, Content>();
  #active = new WeakMap<ResourceSet, readonly SetAside[]>();

  constructor(holds: Holdings) {
    this.#holds = holds;
  }

  /** Whether nothing more can be put aside. */
  get isFull(): boolean {
    return this.#size >= MOST_NAMES;
  }

  reject(rejected: Rejected): void {
    const { type, name, version } = rejected;
    const before = this.#versionsOf(type, name);
    const instead = this.#lastAccepted(rejected) ?? this.#find(type, name, version)?.instead;
    const others = before.filter((other) => other.version !== version).slice(1 - MOST_VERSIONS);
    this.#set(type, name, [...others, { ...rejected, instead: instead ?? this.#holds.kept(type, name) }]);
  }

  /** What the proxy is to be given in place of these resources; the same if nothing of it is put aside. */
  admit(resources: ResourceSet): ResourceSet {
    if (this.#size === 0) return resources;
    return eachType((type) => this.#admit(type, resources[type]) as (typeof resources)[typeof type]);
  }

  /** What of these resources is put aside. */
  active(resources: ResourceSet | undefined): readonly SetAside[] {
    if (this.#size === 0 || !resources) return none;
    // Asked several times for each answer of each proxy.
    let active = this.#active.get(resources);
    if (!active) this.#active.set(resources, (active = this.#activeOf(resources)));
    return active;
  }

  #lastAccepted({ type, name, version }: Rejected): Resource | undefined {
    const one = this.#holds.accepted(type, name);
    return one && one.version !== version && !this.#find(type, name, one.version) ? one : undefined;
  }

  /** What is known of a version that was rejected. */
  #find(type: ResourceType, name: string, version: string | undefined): SetAside | undefined {
    return this.#versionsOf(type, name).find((one) => one.version === version);
  }

  #activeOf(resources: ResourceSet): readonly SetAside[] {
    return [...this.#rejected].flatMap(([type, byName]) =>
      [...byName.keys()].flatMap((name) => this.#find(type, name, resources[type].get(name)?.version) ?? []),
    );
  }

  #admit(type: ResourceType, content: Content): Content {
    const known = this.#admitted.get(content);
    if (known) return known;
    const changes = new Map<string, Resource | undefined>();
    for (const name of this.#rejected.get(type)?.keys() ?? []) {
      const given = content.get(name);
      if (!given) this.#forgetInstead(type, name);
      const instead = this.#insteadOf(type, given);
      if (given !== instead) changes.set(name, instead);
    }
    const admitted = substitute(content, changes);
    this.#admitted.set(content, admitted);
    return admitted;
  }

  /** What was accepted once may have been rejected since. */
  #insteadOf(type: ResourceType, resource: Resource | undefined): Resource | undefined {
    const seen = new Set<string>();
    let one = resource;
    for (let aside; one && (aside = this.#find(type, one.name, one.version)); one = aside.instead) {
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
    return this.#rejected.get(type)?.get(name) ?? none;
  }

  #set(type: ResourceType, name: string, versions: readonly SetAside[]): void {
    let byName = this.#rejected.get(type);
    if (!byName) this.#rejected.set(type, (byName = new Map()));
    if (!byName.has(name)) this.#size += 1;
    byName.set(name, versions);
    this.#admitted = new WeakMap();
    this.#active = new WeakMap();
  }
}
