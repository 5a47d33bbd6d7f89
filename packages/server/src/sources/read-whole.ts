import { createReadStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { maxFileBytes } from '@xdsim/api';
import { withinTime } from './within-time.js';

/** Reads that were given up and have not ended: each holds one of the few threads that Node reads files with. */
const stuck = new Set<string>();

/**
 * A file's bytes, and no more than one above what is read of any file, whatever the file says of its size: some grow, some say
 * that they are empty, and some never end.
 *
 * @throws Error with code ETIMEDOUT when it takes too long, and at once for as long as an earlier read has not ended
 */
export async function readWhole(path: string): Promise<Buffer> {
  if (stuck.has(path)) throw Object.assign(new Error('an earlier read has not ended'), { code: 'ETIMEDOUT' });
  const stream = createReadStream(path, { end: maxFileBytes, highWaterMark: 1 << 20 });
  const bytes = buffer(stream);
  stuck.add(path);
  void bytes.catch(() => {}).then(() => stuck.delete(path));
  try {
    return await withinTime(bytes);
  } catch (error) {
    stream.destroy();
    throw error;
  }
}
