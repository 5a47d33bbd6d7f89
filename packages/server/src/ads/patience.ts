/** Tells of each generation that waits when it has waited long enough. */
export class Patience {
  readonly #ms: number;
  readonly #isUp: (generation: number) => void;
  /** Oldest first. One timer runs, for the first of them. */
  readonly #waiting: { readonly generation: number; readonly until: number }[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(ms: number, isUp: (generation: number) => void) {
    this.#ms = ms;
    this.#isUp = isUp;
  }

  begin(generation: number): void {
    this.#waiting.push({ generation, until: performance.now() + this.#ms });
    if (!this.#timer) this.#next();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#waiting.length = 0;
  }

  #next(): void {
    const [first] = this.#waiting;
    this.#timer = first && setTimeout(() => this.#ring(), first.until - performance.now()).unref();
  }

  #ring(): void {
    const first = this.#waiting.shift();
    this.#next();
    if (first) this.#isUp(first.generation);
  }
}
