import type { ApiObject, Kind, ObjectKey } from '@xdsim/api';
import type { ObjectTable } from './object-table.js';
import { predicateOf } from './selection/selection.js';
import type { Selection } from './selection/selection.js';
import type { ServiceIndex } from './services/service-index.js';

/** What the registry held at one generation. It never changes; later generations share what did not. */
export interface RegistrySnapshot {
  readonly generation: number;
  /**
   * Objects of one kind, oldest first: all, those of a namespace, or those that a selection means.
   *
   * @example
   * snapshot.list('ServiceEntry', { namespace: 'shop', labels: 'app in (web,api),!canary' });
   * @throws SyntaxError for a selector that does not parse.
   */
  list<K extends Kind>(kind: K, which?: string | Selection): readonly ApiObject<K>[];
  get<K extends Kind>(kind: K, namespace: string, name: string): ApiObject<K> | undefined;
  /** The resourceVersion of an object: the generation that last changed it. `undefined` when there is none. */
  versionOf(key: ObjectKey): string | undefined;
  readonly services: ServiceIndex;
}

export function createSnapshot(
  generation: number,
  objects: ObjectTable,
  services: ServiceIndex,
): RegistrySnapshot {
  return {
    generation,
    list<K extends Kind>(kind: K, which: string | Selection = {}) {
      const selection = typeof which === 'string' ? { namespace: which } : which;
      const all = objects.list(kind, selection.namespace);
      const matches = predicateOf(selection);
      return (matches ? all.filter(matches) : all) as readonly unknown[] as readonly ApiObject<K>[];
    },
    get: <K extends Kind>(kind: K, namespace: string, name: string) =>
      objects.get({ kind, namespace, name })?.object as ApiObject<K> | undefined,
    versionOf: (key) => objects.get(key)?.version,
    services,
  };
}
