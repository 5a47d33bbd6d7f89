import type { AnyObject, ApiObject, Kind } from '@xdsim/api';
import { keyOf } from '@xdsim/api';
import { compareAge } from './age.js';
import { createServiceIndex } from './services/service-index.js';
import type { ServiceIndex } from './services/service-index.js';

/** What the registry held at one generation. It never changes; later generations share what did not. */
export interface RegistrySnapshot {
  readonly generation: number;
  /** Objects of one kind, of all namespaces or one, oldest first. */
  list<K extends Kind>(kind: K, namespace?: string): readonly ApiObject<K>[];
  get<K extends Kind>(kind: K, namespace: string, name: string): ApiObject<K> | undefined;
  /** Derived when first asked for. */
  readonly services: ServiceIndex;
}

export type ObjectsByKind = ReadonlyMap<Kind, ReadonlyMap<string, AnyObject>>;

export function createSnapshot(generation: number, objects: ObjectsByKind): RegistrySnapshot {
  const lists = new Map<Kind, readonly AnyObject[]>();
  let services: ServiceIndex | undefined;

  function list<K extends Kind>(kind: K, namespace?: string): readonly ApiObject<K>[] {
    let sorted = lists.get(kind);
    if (!sorted) lists.set(kind, (sorted = [...(objects.get(kind)?.values() ?? [])].sort(compareAge)));
    const all = sorted as readonly unknown[] as readonly ApiObject<K>[];
    return namespace === undefined ? all : all.filter((o) => o.metadata.namespace === namespace);
  }

  return {
    generation,
    list,
    get: <K extends Kind>(kind: K, namespace: string, name: string) =>
      objects.get(kind)?.get(keyOf({ kind, namespace, name })) as ApiObject<K> | undefined,
    get services() {
      return (services ??= createServiceIndex(list('ServiceEntry'), list('WorkloadEntry')));
    },
  };
}
