import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';

/** The name that stdin has in messages. */
export const stdinName = '<stdin>';

/** A file's content, or for `-` what comes on stdin. */
export const readBytes = async (path: string): Promise<Uint8Array> =>
  path === '-' ? buffer(process.stdin) : readFile(path);
