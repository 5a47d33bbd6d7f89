import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { maxFileBytes } from '@xdsim/api';

/** The name that stdin has in messages. */
export const stdinName = '<stdin>';

/** A file's content, or for `-` what comes on stdin; of what is longer than any file may be, one byte more than that. */
export const readBytes = (path: string): Promise<Uint8Array> =>
  bounded(
    path === '-' ? process.stdin : createReadStream(path, { end: maxFileBytes, highWaterMark: 1 << 20 }),
  );

async function bounded(stream: Readable): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    length += chunk.length;
    // Who writes on is told that nobody reads.
    if (length > maxFileBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, maxFileBytes + 1);
}
