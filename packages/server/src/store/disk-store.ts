import { keyOf } from '@xdsim/api';
import type { AnyObject } from '@xdsim/api';
import { open } from './lmdb.js';
import type { Kept, ObjectStore, Saving } from '@xdsim/registry';

/** How the entries are laid out; a store of a later layout is not opened. */
const LAYOUT = '1';
const OBJECT = 'object/';

export interface DiskStore extends ObjectStore, AsyncDisposable {
  /** Settles when all that was saved is on disk and the files are closed. */
  close(): Promise<void>;
}

interface Entry {
  readonly version: string;
  readonly object: AnyObject;
}

/**
 * Opens, or makes, a store in a directory: an LMDB environment with one entry an object, as JSON. A save is one
 * transaction, which is on the disk, and not only handed to the operating system, when it settles; a crash in the midst
 * of one leaves what was there before it. One process at a time may have a directory open.
 *
 * @example
 * await using store = openDiskStore('./data');
 * const registry = createRegistry({ store });
 * registry.apply(objects);
 * await registry.persisted(); // now say so
 * @throws Error when the directory cannot be used or holds a store of another layout.
 */
export function openDiskStore(directory: string): DiskStore {
  // By default a commit settles when others can see it, and is flushed to the disk some time later.
  const db = open<string, string>({ path: directory, encoding: 'string', overlappingSync: false });
  const layout = db.get('layout');
  if (layout !== undefined && layout !== LAYOUT) {
    throw new Error(`${directory} was written by another version of xdsim (layout ${layout})`);
  }
  const close = (): Promise<void> => db.close();
  return {
    load(): Kept {
      const objects: Kept['objects'][number][] = [];
      // Objects are the only keys between these two: '0' comes after '/'.
      for (const { value } of db.getRange({ start: OBJECT, end: 'object0' })) {
        objects.push(JSON.parse(value) as Entry);
      }
      return { generation: Number(db.get('generation') ?? 0), objects };
    },

    async save({ generation, put, deleted }: Saving): Promise<void> {
      // Written out before the transaction begins: it runs later, and must not fail halfway.
      const entries = put.map(({ version, object }) => {
        const entry: Entry = { version, object };
        return [OBJECT + keyOf(object), JSON.stringify(entry)] as const;
      });
      await db.transaction(() => {
        for (const key of deleted) void db.remove(OBJECT + keyOf(key));
        for (const [key, entry] of entries) void db.put(key, entry);
        void db.put('generation', String(generation));
        void db.put('layout', LAYOUT);
      });
    },

    close,
    [Symbol.asyncDispose]: close,
  };
}
