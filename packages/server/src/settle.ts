import type { MonoTypeOperatorFunction, SchedulerLike } from 'rxjs';
import {
  asyncScheduler,
  connect,
  debounceTime,
  exhaustMap,
  merge,
  of,
  reduce,
  share,
  skipUntil,
  startWith,
  takeUntil,
  timer,
} from 'rxjs';

export interface SettleOptions {
  /** A burst is over when nothing came for so long. */
  readonly quietMs: number;
  /** A burst that does not end is cut after this, so that a steady drip cannot starve those who wait. */
  readonly maxMs: number;
}

/**
 * Of each burst of values lets one pass, when the burst is over: all put together, the last one unless told how.
 * @param isUrgent whether a value that begins a burst passes at once, by itself. What comes after it waits as ever, so
 * that many in a row do not pass one by one.
 */
export function settle<T>(
  { quietMs, maxMs }: SettleOptions,
  combine: (before: T, after: T) => T = (_, after) => after,
  isUrgent: (value: T) => boolean = () => false,
  scheduler: SchedulerLike = asyncScheduler,
): MonoTypeOperatorFunction<T> {
  return connect((values) =>
    values.pipe(
      // While a burst lasts, exhaustMap does not look at the values; the burst itself does.
      exhaustMap((first) => {
        const quiet = values.pipe(startWith(first), debounceTime(quietMs, scheduler));
        const end = merge(quiet, timer(maxMs, scheduler)).pipe(share());
        const together = reduce((before: T, after: T) => combine(before, after));
        const burst = merge(of(first), values);
        if (!isUrgent(first)) return burst.pipe(takeUntil(end), together);
        // Not in the midst of whoever brings it: what is done in one go passes in one go.
        const now = timer(0, scheduler).pipe(share());
        const rest = values.pipe(skipUntil(now), takeUntil(end), together);
        return merge(burst.pipe(takeUntil(merge(now, end)), together), rest);
      }),
    ),
  );
}
