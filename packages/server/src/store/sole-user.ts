import { realpathSync } from 'node:fs';
import { DataDirInUseError } from './data-dir-error.js';
import type { Database } from './lmdb.js';

/** The directories that this process has open, by their real paths. */
const open = new Set<string>();

/**
 * Claims a directory for this process's store, before it is opened; the answer gives it back.
 *
 * @throws DataDirInUseError when another store of this process has it
 */
export function claim(directory: string): () => void {
  const path = realpathSync(directory);
  if (open.has(path)) throw new DataDirInUseError(directory);
  open.add(path);
  return () => void open.delete(path);
}

/**
 * Whether another process has the database open. LMDB lists the processes that read, and each holds a lock of the
 * operating system on its entry, which ends with the process however that ends: what SIGKILL leaves behind is known
 * to be stale. Of two processes that open it at the same time, both may see the other, and one does.
 */
export function isShared(db: Database): boolean {
  // A process is listed from its first read on.
  db.get('layout');
  db.readerCheck();
  const pids = db
    .readerList()
    .split('\n')
    .slice(1)
    .flatMap((line) => /^\s*(\d+)/.exec(line)?.[1] ?? []);
  return pids.some((pid) => Number(pid) !== process.pid);
}
