import { memoized } from './memoized.js';

/** One list after the other: the same list for the same two, so that streams share what is known of it. */
export function join<T>(items: readonly T[], others: readonly T[]): readonly T[] {
  if (items.length === 0) return others;
  return others.length === 0 ? items : (joined(items, others) as readonly T[]);
}

const joined = memoized((items: readonly unknown[], others: readonly unknown[]) => [...items, ...others]);
