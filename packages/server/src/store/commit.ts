import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from './lmdb.js';

/** The reason of a failed commit follows it in a promise of its own, which may never settle. */
const REASON_MS = 100;

/**
 * Runs one transaction. It settles when it is on the disk, and rejects with the system's reason when it cannot be.
 *
 * @param write puts and removes with `putSync` and `removeSync`: the promises of the others reject for themselves
 */
export async function commit(db: Database, write: () => void): Promise<void> {
  try {
    await db.transaction(write);
  } catch (error) {
    const { commitError } = error as { commitError?: Promise<never> };
    const reason = commitError?.catch((cause: unknown) => cause);
    throw (await Promise.race([reason, pause(REASON_MS)])) ?? error;
  }
}
