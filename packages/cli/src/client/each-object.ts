import { exitStatus } from '../exit-status.js';
import type { ExitStatus } from '../exit-status.js';
import { ServerError } from './server-error.js';

/**
 * Does something with each of some objects. One that the server refuses is told, and does not keep the others back;
 * gives the exit status of the first one.
 *
 * @throws ServerError when there is no server: that is so for all of them
 */
export async function eachObject<T>(
  objects: readonly T[],
  act: (object: T) => Promise<void>,
): Promise<ExitStatus> {
  let status: ExitStatus = exitStatus.ok;
  for (const object of objects) {
    try {
      await act(object);
    } catch (error) {
      if (!(error instanceof ServerError) || error.status === exitStatus.unavailable) throw error;
      process.stderr.write(`${error.message}\n`);
      if (status === exitStatus.ok) status = error.status;
    }
  }
  return status;
}
