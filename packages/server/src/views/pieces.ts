/** How long a piece of work may hold everything else up. */
const PIECE_MS = 10;

/** Work that rests now and then: at the latest when `isUp` says so. */
export type Work = (isUp: () => boolean) => Iterator<undefined, void>;

/** What is done one after the other. */
interface Lane {
  readonly waiting: Work[];
  /** Begun, and resting. */
  current: Iterator<undefined, void> | undefined;
}

/**
 * Does long work in pieces, between which everything else gets its turn: one work after the other, but that what can wait lets
 * all else pass. What is short is done at once.
 */
export class Pieces {
  readonly #urgent: Lane = { waiting: [], current: undefined };
  readonly #patient: Lane = { waiting: [], current: undefined };
  readonly #done: () => void;
  #next: NodeJS.Immediate | undefined;
  #isWorking = false;
  #until: number | undefined;

  /** @param done told whenever nothing is left to do */
  constructor(done: () => void) {
    this.#done = done;
  }

  /** Adds to what is to be done. */
  add(work: Work, { canWait = false } = {}): void {
    (canWait ? this.#patient : this.#urgent).waiting.push(work);
  }

  /** Begins with it, unless that is under way. */
  begin(): void {
    if (!this.#isWorking && !this.#next) this.#work();
  }

  /** What is not done yet is not done any more. */
  stop(): void {
    for (const lane of [this.#urgent, this.#patient]) {
      lane.waiting.length = 0;
      lane.current = undefined;
    }
    clearImmediate(this.#next);
    this.#next = undefined;
  }

  #work(): void {
    this.#next = undefined;
    this.#isWorking = true;
    this.#until = undefined;
    try {
      for (let lane = this.#lane(); lane; lane = this.#lane()) {
        const work = lane.current ?? lane.waiting.shift()?.(this.#isUp);
        lane.current = undefined;
        if (!work || work.next().done) continue;
        lane.current = work;
        this.#next = setImmediate(() => this.#work());
        return;
      }
    } finally {
      this.#isWorking = false;
    }
    this.#done();
  }

  /** The one whose turn it is. */
  #lane(): Lane | undefined {
    return [this.#urgent, this.#patient].find(({ waiting, current }) => current ?? waiting.length > 0);
  }

  /** Begins to count when it is asked: what has to be gone through again to go on does not make the piece shorter. */
  readonly #isUp = (): boolean => {
    const now = performance.now();
    return now > (this.#until ??= now + PIECE_MS);
  };
}
