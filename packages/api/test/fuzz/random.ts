/** Numbers that a seed decides, so that every finding can be had again. */
export interface Random {
  /** A whole number from 0 up to, and without, a limit. */
  below(limit: number): number;
  pick<T>(from: readonly T[]): T;
  chance(probability: number): boolean;
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  // a linear congruential generator with its bits mixed: short, fast, and good enough to choose with
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    let mixed = state ^ (state >>> 15);
    mixed = Math.imul(mixed, 0x2c1b_3c6d);
    return (mixed ^ (mixed >>> 12)) >>> 0;
  };
  const below = (limit: number) => Math.floor((next() / 2 ** 32) * limit);
  return {
    below,
    pick: (from) => from[below(from.length)]!,
    chance: (probability) => next() / 2 ** 32 < probability,
  };
}
