import type { MonoTypeOperatorFunction, SchedulerLike } from 'rxjs';
import {
  asyncScheduler,
  connect,
  debounceTime,
  exhaustMap,
  merge,
  of,
  reduce,
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

/** Of each burst of values lets one pass, when the burst is over: all put together, the last one unless told how. */
export function settle<T>(
  { quietMs, maxMs }: SettleOptions,
  combine: (before: T, after: T) => T = (_, after) => after,
  scheduler: SchedulerLike = asyncScheduler,
): MonoTypeOperatorFunction<T> {
  return connect((values) =>
    values.pipe(
      // While a burst lasts, exhaustMap does not look at the values; the burst itself does.
      exhaustMap((first) => {
        const quiet = values.pipe(startWith(first), debounceTime(quietMs, scheduler));
        return merge(of(first), values).pipe(
          takeUntil(merge(quiet, timer(maxMs, scheduler))),
          reduce((before, after) => combine(before, after)),
        );
      }),
    ),
  );
}
