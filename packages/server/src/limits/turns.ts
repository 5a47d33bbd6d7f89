/** How long requests are worked on before everything else gets its turn: changes, answers, other protocols. */
const TURN_MS = 10;

interface Turn {
  readonly work: () => void;
  isDropped: boolean;
}

/**
 * Does work at once while there is little of it. Under load it is done in the order in which it came, with pauses: who
 * lets its next piece come only when the last is done gets no more than others.
 */
export class Turns {
  readonly #waiting: Turn[] = [];
  #begun: number | undefined;

  /** Returns what drops the work if it is not done yet. */
  take(work: () => void): () => void {
    const turn = { work, isDropped: false };
    if (this.#waiting.length > 0 || this.#isUp()) this.#waiting.push(turn);
    else this.#do(turn);
    return () => void (turn.isDropped = true);
  }

  #isUp(): boolean {
    return this.#begun !== undefined && performance.now() - this.#begun > TURN_MS;
  }

  #do(turn: Turn): void {
    if (this.#begun === undefined) {
      this.#begun = performance.now();
      setImmediate(() => this.#next());
    }
    if (!turn.isDropped) turn.work();
  }

  #next(): void {
    this.#begun = undefined;
    while (this.#waiting.length > 0 && !this.#isUp()) this.#do(this.#waiting.shift()!);
  }
}
