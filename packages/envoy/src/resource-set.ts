import type { Resource } from './resource.js';
import { resourceTypes, type ResourceType } from './type-urls.js';
import { VersionedMap } from './versioned-map.js';

/** Resources of one kind by name. */
export type ResourceMap<T extends ResourceType> = ReadonlyMap<string, Resource<T>>;

/** Everything that a proxy is served. */
export type ResourceSet = { readonly [T in ResourceType]: ResourceMap<T> };

/**
 * Sorts resources by kind, and within a kind by name.
 * @throws Error if two of one kind have one name
 */
export function resourceSet(resources: Iterable<Resource>): ResourceSet {
  const all = [...resources];
  return eachType((type) => byName(type, all));
}

/** A set of which each kind is made by itself. */
export function eachType(make: <T extends ResourceType>(type: T) => ResourceMap<T>): ResourceSet {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each kind has what was made for it
  return Object.fromEntries(resourceTypes.map((type) => [type, make(type)])) as unknown as ResourceSet;
}

function byName<T extends ResourceType>(type: T, resources: readonly Resource[]): ResourceMap<T> {
  const map = new Map<string, Resource<T>>();
  for (const resource of resources) {
    if (!isOf(type, resource)) continue;
    if (map.has(resource.name)) throw new Error(`two ${type} are called "${resource.name}"`);
    map.set(resource.name, resource);
  }
  return VersionedMap.of(map);
}

function isOf<T extends ResourceType>(type: T, resource: Resource): resource is Resource<T> {
  return resource.type === type;
}

/** What a proxy is served that sees nothing. */
export const emptyResourceSet: ResourceSet = resourceSet([]);
