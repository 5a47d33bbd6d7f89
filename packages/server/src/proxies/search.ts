import type { Resource, ResourceSet, ResourceType } from '@xdsim/envoy';
import { substitute } from '@xdsim/xds';
import type { Holdings } from './holdings.js';

type Content = ReadonlyMap<string, Resource>;

/**
 * Finds out which resource of a rejected response a proxy did not like, when it does not say: half of them is held back,
 * and what is left is offered again, until one is rejected alone. Each half is offered once, so it comes to an end.
 */
// Envoy names clusters and listeners, but of endpoints and routes it says only what was wrong, and drops the others.
export class Search {
  readonly #holds: Holdings;
  /** Groups that are held back, the next one to be offered last. */
  readonly #held = new Map<ResourceType, (readonly Resource[])[]>();
  #admitted = new WeakMap<Content, Content>();

  constructor(holds: Holdings) {
    this.#holds = holds;
  }

  /**
   * A response was rejected without a name.
   * @returns the resources that may be the reason: a single one is, of more of them half is held back now
   */
  rejected(type: ResourceType, names: readonly string[], content: Content): readonly Resource[] {
    const suspects = names
      .flatMap((name) => content.get(name) ?? [])
      .filter((one) => one.version !== this.#holds.accepted(type, one.name)?.version);
    // What is held back is replaced by an empty assignment, where nothing better is known.
    const isHarmful = type === 'endpoints' && this.#holds.mayHoldOlder(type);
    if ((type !== 'endpoints' && type !== 'routes') || isHarmful || suspects.length < 2) return suspects;
    this.#push(type, suspects.slice(Math.ceil(suspects.length / 2)));
    return suspects;
  }

  /** What was offered is accepted, or found guilty. Returns whether there is more to offer. */
  goOn(type: ResourceType): boolean {
    const groups = this.#held.get(type);
    if (!groups?.pop()) return false;
    this.#admitted = new WeakMap();
    return true;
  }

  /** The resources without those that are held back. */
  admit(resources: ResourceSet): ResourceSet {
    let admitted = resources;
    for (const [type, groups] of this.#held)
      if (groups.length > 0) admitted = { ...admitted, [type]: this.#admit(type, resources[type]) };
    return admitted;
  }

  #push(type: ResourceType, group: readonly Resource[]): void {
    this.#held.set(type, [...(this.#held.get(type) ?? []), group]);
    this.#admitted = new WeakMap();
  }

  #admit(type: ResourceType, content: Content): Content {
    const known = this.#admitted.get(content);
    if (known) return known;
    const held = (this.#held.get(type) ?? []).flat();
    const changes = held
      .filter(({ name, version }) => content.get(name)?.version === version)
      .map(({ name }) => [name, this.#holds.accepted(type, name)] as const);
    const admitted = substitute(content, new Map(changes));
    this.#admitted.set(content, admitted);
    return admitted;
  }
}
