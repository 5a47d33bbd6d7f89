import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { DataDirError } from './data-dir-error.js';

/** Reading what a mesh has takes less than a second; a damaged file may lead in circles. */
const LONGEST_MS = 60_000;

/**
 * Reads every entry of a store, and ends with 0 if each is what it should be. Written out here, as another process cannot be told
 * how this one was made to load its own sources.
 */
const readAll = `
  const [, lmdb, path] = process.argv;
  const db = require(lmdb).open({ path, encoding: 'string', readOnly: true });
  try {
    for (const { key, value } of db.getRange()) if (key.startsWith('object/')) JSON.parse(value);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }`;

/**
 * Has another process read all that a store holds. LMDB trusts its file: one that is cut off or overwritten ends the process that
 * reads it by SIGBUS or SIGSEGV, and that is not to be this one.
 *
 * @throws DataDirError when the store is damaged
 */
export function checkData(directory: string): void {
  const lmdb = createRequire(import.meta.url).resolve('lmdb');
  const { error, status, signal, stderr } = spawnSync(
    process.execPath,
    ['--eval', readAll, lmdb, directory],
    {
      encoding: 'utf8',
      timeout: LONGEST_MS,
      stdio: ['ignore', 'ignore', 'pipe'],
      // What this process was told to load, a profiler or a type stripper, is no concern of that one.
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  );
  if (status === 0) return;
  const why = signal ?? error?.message ?? stderr.trim().split('\n').at(-1) ?? '';
  throw new DataDirError(
    directory,
    `is damaged, and cannot be read (${why}): put a copy in its place, or give another folder`,
  );
}
