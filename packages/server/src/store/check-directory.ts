import { accessSync, closeSync, constants, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { DataDirError } from './data-dir-error.js';
import { makeDirectory } from './make-directory.js';

/** What LMDB's data file begins with, behind the header of its first page: a magic number and a format. */
const MAGIC_AT = 24;
const MAGIC = 0xbeefc0de;
const FORMAT = 2;

/**
 * Makes the directory if there is none, and sees that LMDB can work in it: where it cannot, or finds something else in
 * its place, lmdb 3.5.6 ends the whole process with a segmentation fault.
 *
 * @throws DataDirError
 */
export function checkDirectory(directory: string): void {
  try {
    makeDirectory(directory);
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    const names = readdirSync(directory);
    for (const name of names.filter((one) => one === 'data.mdb' || one === 'lock.mdb')) {
      accessSync(join(directory, name), constants.R_OK | constants.W_OK);
    }
    if (names.includes('data.mdb')) checkData(directory);
    else if (names.some(isForeign)) {
      throw new DataDirError(directory, 'holds other files: give a folder that is empty, or does not exist');
    }
  } catch (error) {
    if (error instanceof DataDirError) throw error;
    throw new DataDirError(directory, `cannot be used: ${reasonOf(error)}`, error);
  }
}

/** LMDB's own lock file, and what the system puts into the root of a volume, are nobody's data. */
const isForeign = (name: string): boolean =>
  !name.startsWith('.') && name !== 'lock.mdb' && name !== 'lost+found';

function checkData(directory: string): void {
  const file = openSync(join(directory, 'data.mdb'), constants.O_RDONLY);
  try {
    const head = Buffer.alloc(MAGIC_AT + 8);
    const length = readSync(file, head);
    // A process that was killed before its first write leaves an empty one, which LMDB begins anew.
    if (length === 0) return;
    if (length < head.length || head.readUInt32LE(MAGIC_AT) !== MAGIC) {
      throw new DataDirError(directory, 'holds a data.mdb that is damaged, or is not LMDB');
    }
    if (head.readUInt32LE(MAGIC_AT + 4) !== FORMAT) {
      throw new DataDirError(directory, 'holds a data.mdb of another version of LMDB');
    }
  } finally {
    closeSync(file);
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EEXIST: 'it is not a folder',
  ENOENT: 'no folder can be made there',
  ENOTDIR: 'it is not a folder',
};

/** Why the system refuses a file operation, in words. */
function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code !== undefined && reasons[code]) || message;
}
