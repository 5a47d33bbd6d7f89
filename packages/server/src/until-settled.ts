import {
  endWith,
  filter,
  firstValueFrom,
  fromEvent,
  map,
  merge,
  NEVER,
  type Observable,
  startWith,
  timer,
} from 'rxjs';

export interface SettledOptions {
  /** Milliseconds; 10 000 unless given. */
  readonly timeoutMs?: number;
  /**
   * What was rejected before this generation, and has not changed, is overlooked: a change is settled though something
   * else is not. All that is rejected counts unless given.
   */
  readonly since?: number;
  readonly signal?: AbortSignal;
}

/** Some proxy does not hold the newest state: not in time, or not at all because it rejected it. */
export class NotSettledError extends Error {
  override readonly name = 'NotSettledError';
}

/** How far things are. What `failed` does not get better by waiting. */
export type Progress =
  | { readonly kind: 'settled' }
  | { readonly kind: 'waiting'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string; readonly cause?: unknown };

/**
 * Resolves when all is settled. `look` is asked at once, and again whenever `progress$` says that it is worth it.
 *
 * @throws NotSettledError when the time is up, when waiting is in vain, or when `progress$` completes
 * @throws the signal's reason when it aborts
 */
export async function untilSettled(
  look: () => Progress,
  progress$: Observable<unknown>,
  { timeoutMs = 10_000, signal }: SettledOptions = {},
): Promise<void> {
  signal?.throwIfAborted();
  const outcome = await firstValueFrom(
    merge(
      progress$.pipe(
        startWith(undefined),
        map(look),
        filter(({ kind }) => kind !== 'waiting'),
        endWith<Progress>({ kind: 'failed', reason: 'the server was closed' }),
      ),
      timer(timeoutMs).pipe(map(() => timedOut(look(), timeoutMs))),
      signal ? fromEvent(signal, 'abort').pipe(map(() => abort(signal))) : NEVER,
    ),
  );
  if (outcome.kind === 'failed') throw new NotSettledError(outcome.reason, { cause: outcome.cause });
}

const timedOut = (progress: Progress, timeoutMs: number): Progress =>
  progress.kind === 'waiting'
    ? { kind: 'failed', reason: `not settled after ${timeoutMs} ms: ${progress.reason}` }
    : progress;

function abort(signal: AbortSignal): never {
  throw signal.reason;
}
