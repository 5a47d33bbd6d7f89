import { memoized } from '../content/memoized.js';

/** Names of which a client may hold something else than it was told: the version that it holds, or {@link unknown}. */
export type Doubts = ReadonlyMap<string, string>;

/** No version: whatever the client holds, it gets an answer. */
export const unknown = '';

/** The client holds what it was told. */
export const noDoubts: Doubts = new Map();

/** Whatever the client holds of these names, each gets an answer. */
export function doubt(doubts: Doubts, names: readonly string[]): Doubts {
  if (names.length === 0) return doubts;
  if (doubts.size === 0) return doubtful(names);
  const all = new Map(doubts);
  for (const name of names) all.set(name, unknown);
  return all;
}

const doubtful = memoized(
  (names: readonly string[]): Doubts => new Map(names.map((name) => [name, unknown])),
);
