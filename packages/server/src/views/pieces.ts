/** How long a piece of work may hold everything else up. */
const PIECE_MS = 10;

/** Work that rests now and then: at the latest when `isUp` says so. */
export type Work = (isUp: () => boolean) => Iterator<undefined, void>;

/**
 * Does long work in pieces, between which everything else gets its turn: one work after the other. What is short is done
 * at once.
 */
export class Pieces {
  readonly #waiting: Work[] = [];
  readonly #done: () => void;
  #current: Iterator<undefined, void> | undefined;
  #next: NodeJS.Immediate | undefined;
  #isWorking = false;
  #until: number | undefined;

  /** @param done told whenever nothing is left to do */
  constructor(done: () => void) {
    this.#done = done;
  }

  /** Adds to what is to be done. */
  add(work: Work): void {
    this.#waiting.push(work);
  }

  /** Begins with it, unless that is under way. */
  begin(): void {
    if (!this.#isWorking && !this.#next) this.#work();
  }

  /** What is not done yet is not done any more. */
  stop(): void {
    this.#waiting.length = 0;
    this.#current = undefined;
    clearImmediate(this.#next);
    this.#next = undefined;
  }

  #work(): void {
    this.#next = undefined;
    this.#isWorking = true;
    this.#until = undefined;
    try {
      for (let work = this.#take(); work; work = this.#take()) {
        if (work.next().done) continue;
        this.#current = work;
        this.#next = setImmediate(() => this.#work());
        return;
      }
    } finally {
      this.#isWorking = false;
    }
    this.#done();
  }

  #take(): Iterator<undefined, void> | undefined {
    const work = this.#current ?? this.#waiting.shift()?.(this.#isUp);
    this.#current = undefined;
    return work;
  }

  /** Begins to count when it is asked: what has to be gone through again to go on does not make the piece shorter. */
  readonly #isUp = (): boolean => {
    const now = performance.now();
    return now > (this.#until ??= now + PIECE_MS);
  };
}
