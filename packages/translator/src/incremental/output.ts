import type { AnyObject } from '@xdsim/api';
import { eachType, resourceSet, resourceTypes, VersionedMap } from '@xdsim/envoy';
import type { Resource, ResourceSet, ResourceType } from '@xdsim/envoy';
import { sameSources } from './same-sources.js';

/** A resource, and the objects that shaped it. */
export interface Emission {
  readonly resource: Resource;
  readonly sources: readonly AnyObject[];
}

/** The resources of one type that came or changed, and the names of those that went. */
export interface TypeDelta {
  readonly upserted: readonly Resource[];
  readonly removed: readonly string[];
}

export type Delta = Readonly<Record<ResourceType, TypeDelta>>;

/** All that a translation put out so far. */
export class Output {
  #resources = resourceSet([]);
  #sources = VersionedMap.of<readonly AnyObject[]>([]);

  get resources(): ResourceSet {
    return this.#resources;
  }

  /** The objects that shaped each resource, by `<type>/<name>`. */
  get sources(): ReadonlyMap<string, readonly AnyObject[]> {
    return this.#sources;
  }

  /** The same resource as it was before, if its bytes are the same. */
  keep<T extends ResourceType>(made: Resource<T>): Resource<T> {
    const before = mapOf(this.#resources, made.type).get(made.name);
    return before?.version === made.version ? before : made;
  }

  /**
   * Takes resources out, by `<type>/<name>`, and puts others in.
   * @throws Error if two resources of one type have one name
   */
  replace(gone: Iterable<string>, emitted: Iterable<Emission>): Delta {
    const changes = new Map<string, Emission | undefined>();
    for (const name of gone) changes.set(name, undefined);
    for (const emission of emitted) {
      const { type, name } = emission.resource;
      const id = `${type}/${name}`;
      if (changes.get(id) ?? (!changes.has(id) && this.#sources.has(id))) {
        throw new Error(`two ${type} are called "${name}"`);
      }
      changes.set(id, emission);
    }
    const before = this.#resources;
    this.#resources = changed(before, changes);
    this.#sources = this.#sources.with(
      Array.from(changes, ([id, emission]) => {
        const known = this.#sources.get(id);
        return [id, known && emission && sameSources(known, emission.sources) ? known : emission?.sources];
      }),
    );
    const delta = (type: ResourceType) => [type, deltaOf(before[type], this.#resources[type])] as const;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each type has an entry
    return Object.fromEntries(resourceTypes.map(delta)) as Delta;
  }
}

const mapOf = <T extends ResourceType>(resources: ResourceSet, type: T) =>
  resources[type] as VersionedMap<Resource<T>>;

function changed(before: ResourceSet, changes: ReadonlyMap<string, Emission | undefined>): ResourceSet {
  const map = <T extends ResourceType>(type: T): VersionedMap<Resource<T>> => {
    const prefix = `${type}/`;
    const own: [string, Resource<T> | undefined][] = [];
    for (const [id, emission] of changes) {
      if (id.startsWith(prefix)) own.push([id.slice(prefix.length), emission?.resource as Resource<T>]);
    }
    return mapOf(before, type).with(own);
  };
  const after = eachType(map);
  return resourceTypes.every((type) => after[type] === before[type]) ? before : after;
}

function deltaOf(before: ReadonlyMap<string, Resource>, after: ReadonlyMap<string, Resource>): TypeDelta {
  const upserted: Resource[] = [];
  const removed: string[] = [];
  const names = before === after ? [] : ((after as VersionedMap<Resource>).changedSince(before) ?? []);
  for (const name of names) {
    const resource = after.get(name);
    if (resource) upserted.push(resource);
    else removed.push(name);
  }
  return { upserted, removed };
}
