import { InputError } from './input-error.js';
import { readBytes } from './read-bytes.js';
import { reasonOf } from './reason-of.js';

/**
 * Reads the file that a flag names.
 *
 * @throws InputError when it cannot be read
 */
export async function readFileFlag(flag: string, file: string): Promise<Uint8Array> {
  try {
    return await readBytes(file);
  } catch (error) {
    throw new InputError(`${flag}: ${file} cannot be read: ${reasonOf(error)}`);
  }
}
