import { setImmediate } from 'node:timers/promises';

/** How long a piece of work may hold everything else up, in milliseconds. */
const PIECE_MS = 10;

/** Does work that can be left after each of its steps, and lets everything else have its turn in between. */
export async function restBetween<T>(steps: Iterator<undefined, T, void>): Promise<T> {
  let until = performance.now() + PIECE_MS;
  let step = steps.next();
  while (!step.done) {
    if (performance.now() > until) {
      await setImmediate();
      until = performance.now() + PIECE_MS;
    }
    step = steps.next();
  }
  return step.value;
}
