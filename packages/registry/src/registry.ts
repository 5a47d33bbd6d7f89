import type { AnyObject, Diagnostic, Kind, ObjectKey } from '@xdsim/api';
import { diagnosticFor, keyOf, nameOf } from '@xdsim/api';
import { Observable, Subject } from 'rxjs';
import { Claims } from './claims.js';
import type { Owner } from './claims.js';
import { sameContent } from './same-content.js';
import { createSnapshot } from './snapshot.js';
import type { RegistrySnapshot } from './snapshot.js';

/** What became of one object, in kubectl's words. */
export interface Applied {
  readonly key: ObjectKey;
  readonly outcome: 'created' | 'configured' | 'unchanged';
}

export interface Replaced {
  readonly applied: readonly Applied[];
  readonly deleted: readonly ObjectKey[];
  /** XDS0401 for each object whose key another owner, or an earlier document of this one, holds. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The registry at `generation`, and what brought it there. */
export interface Change {
  readonly generation: number;
  readonly changed: readonly ObjectKey[];
}

/**
 * The store of traffic objects. Each call that changes something makes one generation.
 *
 * @example
 * const registry = createRegistry();
 * registry.apply(parse(text, { file: 'mesh.yaml' }).objects);
 * registry.snapshot().services.services; // what the objects amount to
 */
export interface Registry {
  /** Creates or replaces objects by key, whoever owned them. */
  apply(objects: Iterable<AnyObject>): readonly Applied[];
  /**
   * Makes `objects` all that `owner` has: what it had before and is not among them is deleted. A key that another
   * owner holds stays with that owner; when it lets go, this owner's object comes into force.
   */
  replace(owner: string, objects: Iterable<AnyObject>): Replaced;
  /** Deletes an object, whoever owned it; `false` when there is none. */
  delete(key: ObjectKey): boolean;
  /** The owner of the object in force under a key; `undefined` for one that came by {@link Registry.apply}. */
  ownerOf(key: ObjectKey): string | undefined;
  snapshot(): RegistrySnapshot;
  /** One event a generation. A late subscriber first gets the present state as one change. */
  readonly changes$: Observable<Change>;
}

const objectKey = (o: AnyObject): ObjectKey => ({
  kind: o.kind,
  namespace: o.metadata.namespace,
  name: o.metadata.name,
});

/** Place decides age, so a document that moved is a change; one that only slid down some lines is not. */
const sameObject = (a: AnyObject, b: AnyObject): boolean =>
  a.origin?.file === b.origin?.file &&
  a.origin?.document === b.origin?.document &&
  sameContent([a.metadata, a.spec, a.status], [b.metadata, b.spec, b.status]);

export function createRegistry(): Registry {
  const claims = new Claims();
  const owned = new Map<string, ReadonlyMap<string, ObjectKey>>();
  const objects = new Map<Kind, Map<string, AnyObject>>();
  const handedOut = new Set<Kind>();
  const changes = new Subject<Change>();
  let generation = 0;
  let current: RegistrySnapshot | undefined;

  /** The kind's objects to write to: a copy when a snapshot holds the present ones. */
  function writable(kind: Kind): Map<string, AnyObject> {
    let map = objects.get(kind);
    if (!map || handedOut.delete(kind)) objects.set(kind, (map = new Map(map)));
    return map;
  }

  /** Brings the object in force under a key to light; says what that changed. */
  function settle(id: string, key: ObjectKey): Applied['outcome'] | 'deleted' {
    const before = objects.get(key.kind)?.get(id);
    const after = claims.inForce(id)?.object;
    if (before === after) return 'unchanged';
    current = undefined;
    if (!after) {
      writable(key.kind).delete(id);
      return 'deleted';
    }
    writable(key.kind).set(id, after);
    if (!before) return 'created';
    return sameObject(before, after) ? 'unchanged' : 'configured';
  }

  function commit(changed: readonly ObjectKey[]): void {
    if (changed.length === 0) return;
    current = undefined;
    generation++;
    changes.next({ generation, changed });
  }

  function put(owner: Owner, object: AnyObject): Applied {
    const key = objectKey(object);
    const id = keyOf(key);
    claims.put(id, { owner, object }, owner === undefined);
    return { key, outcome: settle(id, key) as Applied['outcome'] };
  }

  const changedKeys = (applied: readonly Applied[]): ObjectKey[] =>
    applied.filter((a) => a.outcome !== 'unchanged').map((a) => a.key);

  function duplicate(object: AnyObject, first: AnyObject): Diagnostic {
    const place = first.origin ? { file: first.origin.file, line: first.origin.line } : {};
    return diagnosticFor(object, ['metadata', 'name'], 'XDS0401', `${nameOf(object)} exists already`, {
      help: 'The object that was there first stays. Rename or remove one of the two.',
      related: [{ message: 'the one that is used', ...place }],
    });
  }

  return {
    apply(all) {
      const applied = [...all].map((object) => put(undefined, object));
      commit(changedKeys(applied));
      return applied;
    },

    replace(owner, all) {
      const diagnostics: Diagnostic[] = [];
      const applied: Applied[] = [];
      const before = owned.get(owner);
      const keys = new Map<string, ObjectKey>();
      for (const object of all) {
        const key = objectKey(object);
        const id = keyOf(key);
        const holder = claims.inForce(id);
        if (keys.has(id)) {
          diagnostics.push(duplicate(object, holder?.object ?? object));
          continue;
        }
        keys.set(id, key);
        if (holder && holder.owner !== owner) diagnostics.push(duplicate(object, holder.object));
        applied.push(put(owner, object));
      }
      const deleted: ObjectKey[] = [];
      const uncovered: ObjectKey[] = [];
      for (const [id, key] of before ?? []) {
        if (keys.has(id)) continue;
        claims.withdraw(id, owner);
        const outcome = settle(id, key);
        if (outcome === 'deleted') deleted.push(key);
        else if (outcome !== 'unchanged') uncovered.push(key);
      }
      if (keys.size) owned.set(owner, keys);
      else owned.delete(owner);
      commit([...changedKeys(applied), ...deleted, ...uncovered]);
      return { applied, deleted, diagnostics };
    },

    delete(key) {
      const id = keyOf(key);
      claims.clear(id);
      const gone = settle(id, key) === 'deleted';
      if (gone) commit([key]);
      return gone;
    },

    ownerOf: (key) => claims.inForce(keyOf(key))?.owner,

    snapshot() {
      if (!current) {
        for (const kind of objects.keys()) handedOut.add(kind);
        current = createSnapshot(generation, new Map(objects));
      }
      return current;
    },

    changes$: new Observable<Change>((subscriber) => {
      subscriber.next({
        generation,
        changed: [...objects.values()].flatMap((m) => [...m.values()].map(objectKey)),
      });
      return changes.subscribe(subscriber);
    }),
  };
}
