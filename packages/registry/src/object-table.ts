import type { AnyObject, Kind, ObjectKey } from '@xdsim/api';
import { keyOf } from '@xdsim/api';
import { compareAge } from './age.js';
import { PersistentMap } from './persistent/persistent-map.js';
import { SortedList } from './persistent/sorted-list.js';

/** An object, and the generation that last changed it. */
export interface Versioned {
  readonly object: AnyObject;
  readonly version: string;
}

const none = SortedList.empty<AnyObject>(compareAge);

const listKey = (kind: Kind, namespace?: string): string =>
  namespace === undefined ? kind : `${kind}/${namespace}`;

/** All objects by key, and oldest first by kind and by kind and namespace; immutable. */
export class ObjectTable {
  readonly #byKey: PersistentMap<Versioned>;
  readonly #lists: PersistentMap<SortedList<AnyObject>>;
  /** In order of appearance; a kind whose last object went stays. */
  readonly kinds: readonly Kind[];

  private constructor(
    byKey: PersistentMap<Versioned>,
    lists: PersistentMap<SortedList<AnyObject>>,
    kinds: readonly Kind[],
  ) {
    this.#byKey = byKey;
    this.#lists = lists;
    this.kinds = kinds;
  }

  static readonly empty = new ObjectTable(PersistentMap.empty(), PersistentMap.empty(), []);

  get(key: ObjectKey): Versioned | undefined {
    return this.#byKey.get(keyOf(key));
  }

  list(kind: Kind, namespace?: string): readonly AnyObject[] {
    return (this.#lists.get(listKey(kind, namespace)) ?? none).items;
  }

  /** Puts one version of an object, or none, in the place of another. */
  with(key: ObjectKey, after: Versioned | undefined): ObjectTable {
    const id = keyOf(key);
    const before = this.#byKey.get(id)?.object;
    let lists = this.#lists;
    for (const name of [listKey(key.kind), listKey(key.kind, key.namespace)]) {
      let list = lists.get(name) ?? none;
      if (before && after) list = list.replace(before, after.object);
      else if (before) list = list.remove(before);
      else if (after) list = list.add(after.object);
      lists = list.size ? lists.set(name, list) : lists.delete(name);
    }
    return new ObjectTable(
      after ? this.#byKey.set(id, after) : this.#byKey.delete(id),
      lists,
      this.kinds.includes(key.kind) ? this.kinds : [...this.kinds, key.kind],
    );
  }
}
