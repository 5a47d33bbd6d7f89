import { setTimeout as pause } from 'node:timers/promises';

export interface UntilOptions {
  /** 10 seconds unless given. */
  readonly timeoutMs?: number;
  /** How long after one answer the next is asked for; 20 ms unless given. */
  readonly intervalMs?: number;
  /** Ends the wait: the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
  /** What is waited for, for the message of the error: `the listener`. */
  readonly what?: string;
}

/** What was waited for did not come in time. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/**
 * Asks again and again until the answer is neither false, null nor undefined, and returns it. An exception ends the wait.
 *
 * @throws DeadlineError after `timeoutMs`
 *
 * @example
 * await until(async () => (await envoy.listeners()).has('http'), { what: 'the listener' });
 */
export async function until<T>(
  predicate: () => T | Promise<T>,
  options: UntilOptions = {},
): Promise<Exclude<Awaited<T>, false | null | undefined>> {
  const { timeoutMs = 10_000, intervalMs = 20, signal, what = 'what was waited for' } = options;
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    signal?.throwIfAborted();
    const answer = await predicate();
    if (isThere(answer)) return answer;
    const left = deadline - performance.now();
    if (left <= 0) throw new DeadlineError(`${what} did not come within ${timeoutMs} ms`);
    // Rejected on abort; the loop then says why.
    await pause(Math.min(intervalMs, left), undefined, signal && { signal }).catch(() => {});
  }
}

const isThere = <T>(answer: T): answer is Exclude<T, false | null | undefined> =>
  answer !== false && answer !== null && answer !== undefined;
