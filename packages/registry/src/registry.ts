import type { AnyObject, Diagnostic, ObjectKey } from '@xdsim/api';
import { diagnosticFor, keyOf, nameOf, objectKey } from '@xdsim/api';
import { Observable, Subject } from 'rxjs';
import { Claims } from './claims.js';
import type { Owner } from './claims.js';
import { Durability } from './durability.js';
import type { ObjectStore } from './object-store.js';
import { ObjectTable } from './object-table.js';
import type { Versioned } from './object-table.js';
import { isRoutine } from './is-routine.js';
import { sameObject } from './same-object.js';
import { ServiceTable } from './services/service-table.js';
import { serviceKey, serviceKeyOf } from './services/service-key.js';
import type { ServiceKey } from './services/service-key.js';
import { createSnapshot } from './snapshot.js';
import type { RegistrySnapshot } from './snapshot.js';

/** What became of one object, in kubectl's words. An object in `conflict` was not applied. */
export interface Applied {
  readonly key: ObjectKey;
  readonly outcome: 'created' | 'configured' | 'unchanged' | 'conflict';
}

export interface ApplyOptions {
  /**
   * The resourceVersion that the objects in place must have, else they are left as they are: `conflict`. `null` asks
   * that there be none. Without it the objects' own `metadata.resourceVersion` is asked for, where they have one.
   */
  readonly ifVersion?: string | null;
}

export interface RegistryOptions {
  /** Keeps what comes in by {@link Registry.apply}, and holds what an earlier registry kept. Absent: memory only. */
  readonly store?: ObjectStore;
}

export interface Replaced {
  readonly applied: readonly Applied[];
  readonly deleted: readonly ObjectKey[];
  /** XDS0401 for each object whose key another owner, or an earlier document of this one, holds. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The registry at `generation`, and what brought it there. */
export interface Change {
  /** The generation before: {@link changed} is all that lies between the two. */
  readonly since: number;
  readonly generation: number;
  readonly changed: readonly ObjectKey[];
  /**
   * The services that the changed objects are or were: for a ServiceEntry its own, for a workload those that select it
   * now or did before. Other kinds change no service.
   */
  readonly services: readonly ServiceKey[];
  /** Endpoints came, went or changed, or services came, and nothing else did. */
  readonly isRoutine: boolean;
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
  /**
   * Creates or replaces objects by key, whoever owned them, each for itself: one in conflict keeps no other back. An
   * object that carries the version of another registry or cluster is created like any other, and one that says what
   * is there already is never in conflict.
   */
  apply(objects: Iterable<AnyObject>, options?: ApplyOptions): readonly Applied[];
  /**
   * Makes `objects` all that `owner` has: what it had before and is not among them is deleted. A key that another
   * owner holds stays with that owner; when it lets go, this owner's object comes into force. Versions that a file
   * carries are not looked at.
   */
  replace(owner: string, objects: Iterable<AnyObject>): Replaced;
  /**
   * Deletes an object, whoever owned it; `false` when there is none. Where a file holds one of that name, too, which the
   * API's stood before, the file's comes into force.
   */
  delete(key: ObjectKey): boolean;
  /** The owner of the object in force under a key; `undefined` for one that came by {@link Registry.apply}. */
  ownerOf(key: ObjectKey): string | undefined;
  /** The resourceVersion of the object in force: the generation that last changed it. */
  versionOf(key: ObjectKey): string | undefined;
  snapshot(): RegistrySnapshot;
  /**
   * Settles when all that was applied and deleted so far is in the store, where no crash can lose it; at once without a
   * store. Rejects, from the first write on that failed, with its error.
   */
  persisted(): Promise<void>;
  /** One event a generation. A late subscriber first gets the present state as one change. */
  readonly changes$: Observable<Change>;
}

/** @param options `store`: what it holds is there from the start. */
export function createRegistry({ store }: RegistryOptions = {}): Registry {
  const claims = new Claims();
  const owned = new Map<string, ReadonlyMap<string, ObjectKey>>();
  const services = new ServiceTable();
  const durability = new Durability(store);
  const changes = new Subject<Change>();
  let objects = ObjectTable.empty;
  let generation = 0;
  let current: RegistrySnapshot | undefined;

  /** What was in force, before the present call, under the keys that it concerns. */
  let replaced = new Map<string, { readonly key: ObjectKey; readonly before: Versioned | undefined }>();

  /** Puts an object, or none, in the place of what is in force under a key. */
  function hold(id: string, key: ObjectKey, after: Versioned | undefined): void {
    if (!replaced.has(id)) replaced.set(id, { key, before: objects.get(key) });
    objects = objects.with(key, after);
    current = undefined;
  }

  /** Brings the services up to date with the objects; says what of those that were replaced says something new. */
  function derive(): Pick<Change, 'changed' | 'isRoutine'> {
    const all = [...replaced.values()];
    replaced = new Map();
    const news = all.filter(({ key, before }) => {
      const after = objects.get(key);
      const same = before?.version === after?.version;
      services.change(before?.object, after?.object, same);
      return !same;
    });
    return {
      changed: news.map(({ key }) => key),
      isRoutine: news.every(({ key, before }) => isRoutine(before?.object, objects.get(key)?.object)),
    };
  }

  /** Brings the claim in force under a key to light; says what that changed. */
  function settle(id: string, key: ObjectKey): Applied['outcome'] | 'deleted' {
    const before = objects.get(key);
    const object = claims.inForce(id)?.object;
    if (before?.object === object) return 'unchanged';
    const same = before && object && sameObject(before.object, object);
    hold(id, key, object && { object, version: same ? before.version : String(generation + 1) });
    if (!object) return 'deleted';
    if (!before) return 'created';
    return same ? 'unchanged' : 'configured';
  }

  /** Makes a generation of what was changed; `put` and `deleted` are for the store. */
  function commit(put: readonly ObjectKey[] = [], deleted: readonly ObjectKey[] = []): void {
    const news = derive();
    const { changed } = news;
    const since = generation;
    if (changed.length) generation++;
    if (changed.length || put.length || deleted.length) {
      durability.save({ generation, put: put.flatMap((key) => objects.get(key) ?? []), deleted });
    }
    if (changed.length) changes.next({ since, generation, ...news, services: services.takeTouched() });
  }

  function put(owner: Owner, object: AnyObject): Applied {
    const key = objectKey(object);
    const id = keyOf(key);
    claims.put(id, { owner, object }, owner === undefined);
    return { key, outcome: settle(id, key) as Applied['outcome'] };
  }

  function conflicts(object: AnyObject, ifVersion: string | null | undefined): boolean {
    const there = objects.get(objectKey(object));
    if (ifVersion !== undefined) return (there?.version ?? null) !== ifVersion;
    const { resourceVersion } = object.metadata;
    if (!there || !resourceVersion || resourceVersion === there.version) return false;
    return !sameObject(there.object, object);
  }

  function duplicate(object: AnyObject, first: AnyObject): Diagnostic {
    const place = first.origin ? { file: first.origin.file, line: first.origin.line } : {};
    return diagnosticFor(object, ['metadata', 'name'], 'XDS0401', `${nameOf(object)} exists already`, {
      help: 'The object that was there first stays. Rename or remove one of the two.',
      related: [{ message: 'the one that is used', ...place }],
    });
  }

  const kept = store?.load();
  for (const versioned of kept?.objects ?? []) {
    const key = objectKey(versioned.object);
    claims.put(keyOf(key), { owner: undefined, object: versioned.object });
    hold(keyOf(key), key, versioned);
  }
  derive();
  services.takeTouched();
  generation = kept?.generation ?? 0;

  return {
    apply(all, { ifVersion } = {}) {
      const keep: ObjectKey[] = [];
      const applied = [...all].map((object): Applied => {
        const key = objectKey(object);
        if (conflicts(object, ifVersion)) return { key, outcome: 'conflict' };
        const holder = claims.inForce(keyOf(key));
        const result = put(undefined, object);
        // What a file says as well is the API's from now on.
        if (result.outcome !== 'unchanged' || holder?.owner !== undefined) keep.push(key);
        return result;
      });
      commit(keep);
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
      for (const [id, key] of before ?? []) {
        if (keys.has(id)) continue;
        claims.withdraw(id, owner);
        if (settle(id, key) === 'deleted') deleted.push(key);
      }
      if (keys.size) owned.set(owner, keys);
      else owned.delete(owner);
      commit();
      return { applied, deleted, diagnostics };
    },

    delete(key) {
      const id = keyOf(key);
      const holder = claims.inForce(id);
      if (!holder) return false;
      if (holder.owner === undefined) claims.withdraw(id, undefined);
      else claims.clear(id);
      settle(id, key);
      commit([], [key]);
      return true;
    },

    ownerOf: (key) => claims.inForce(keyOf(key))?.owner,

    versionOf: (key) => objects.get(key)?.version,

    snapshot: () => (current ??= createSnapshot(generation, objects, services.index)),

    persisted: () => durability.settled(),

    changes$: new Observable<Change>((subscriber) => {
      const hosts = new Map(services.index.services.map((s) => [serviceKeyOf(s), serviceKey(s)]));
      subscriber.next({
        since: 0,
        generation,
        changed: objects.kinds.flatMap((kind) => objects.list(kind).map(objectKey)),
        services: [...hosts.values()],
        isRoutine: false,
      });
      return changes.subscribe(subscriber);
    }),
  };
}
