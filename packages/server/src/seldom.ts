/** Lets one of a kind through at a time, and counts those that it holds back. */
export class Seldom {
  readonly #everyMs: number;
  readonly #kinds = new Map<string, { readonly at: number; held: number }>();

  constructor(everyMs: number) {
    this.#everyMs = everyMs;
  }

  /** How many of this kind were held back since the last that passed; undefined to hold back this one too. */
  pass(kind: string, now: number): number | undefined {
    const last = this.#kinds.get(kind);
    if (last && now - last.at < this.#everyMs) {
      last.held += 1;
      return undefined;
    }
    this.#kinds.set(kind, { at: now, held: 0 });
    return last?.held ?? 0;
  }
}
