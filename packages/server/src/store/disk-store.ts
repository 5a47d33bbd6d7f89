import { statSync } from 'node:fs';
import { join } from 'node:path';
import { keyOf } from '@xdsim/api';
import type { AnyObject } from '@xdsim/api';
import type { Kept, ObjectStore, Saving } from '@xdsim/registry';
import { checkData } from './check-data.js';
import { checkDirectory } from './check-directory.js';
import { commit } from './commit.js';
import { DataDirError, DataDirInUseError } from './data-dir-error.js';
import { open } from './lmdb.js';
import { createSameFile } from './same-file.js';
import { claim, isShared } from './sole-user.js';

/** How the entries are laid out; a store of a later layout is not opened. */
const LAYOUT = '1';
const OBJECT = 'object/';

export interface DiskStore extends ObjectStore, AsyncDisposable {
  /** Why the files are no longer those that it opened, if that is so; then they are left alone. */
  lost(): string | undefined;
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
 * @throws DataDirInUseError when another store has the directory open
 * @throws DataDirError when the directory cannot be used, or holds something else
 */
export function openDiskStore(directory: string): DiskStore {
  checkDirectory(directory);
  const release = claim(directory);
  const file = join(directory, 'data.mdb');
  try {
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0) checkData(directory);
  } catch (error) {
    release();
    throw error;
  }
  // By default a commit settles when others can see it, and is flushed to the disk some time later. With batches of an
  // event turn, a commit that fails rejects a promise that nobody can get hold of, which ends the process.
  const db = open<string, string>({
    path: directory,
    encoding: 'string',
    overlappingSync: false,
    eventTurnBatching: false,
  });
  const change = createSameFile(file);
  let saved: Promise<unknown> = Promise.resolve();
  /** Why the file is left alone from now on. */
  let lost: string | undefined;
  const look = (): string | undefined => {
    const why = (lost ??= change());
    return why && `has lost its data.mdb: ${why}`;
  };
  // LMDB would drop what is still to be written.
  const close = (): Promise<void> =>
    saved.then(() => (lost === undefined ? db.close() : undefined)).finally(release);
  const refuse = (error: DataDirError): never => {
    void close();
    throw error;
  };

  if (isShared(db)) refuse(new DataDirInUseError(directory));
  const layout = db.get('layout');
  if (layout === undefined && db.getKeysCount({ limit: 1 }) > 0) {
    refuse(new DataDirError(directory, 'holds the data of another program'));
  }
  if (layout !== undefined && layout !== LAYOUT) {
    refuse(new DataDirError(directory, `was written by another version of xdsim (layout ${layout})`));
  }

  return {
    load(): Kept {
      const objects: Kept['objects'][number][] = [];
      // Objects are the only keys between these two: '0' comes after '/'.
      for (const { key, value } of db.getRange({ start: OBJECT, end: 'object0' })) {
        try {
          objects.push(JSON.parse(value) as Entry);
        } catch (cause) {
          refuse(new DataDirError(directory, `is damaged: its entry ${key} cannot be read`, cause));
        }
      }
      return { generation: Number(db.get('generation') ?? 0), objects };
    },

    async save({ generation, put, deleted }: Saving): Promise<void> {
      const why = look();
      if (why !== undefined) throw new DataDirError(directory, why);
      // Written out before the transaction begins: it runs later, and must not fail halfway.
      const entries = put.map(({ version, object }) => {
        const entry: Entry = { version, object };
        return [OBJECT + keyOf(object), JSON.stringify(entry)] as const;
      });
      const saving = commit(db, () => {
        for (const key of deleted) db.removeSync(OBJECT + keyOf(key));
        for (const [key, entry] of entries) db.putSync(key, entry);
        db.putSync('generation', String(generation));
        db.putSync('layout', LAYOUT);
      });
      saved = Promise.allSettled([saved, saving]);
      await saving;
    },

    lost: look,
    close,
    [Symbol.asyncDispose]: close,
  };
}
