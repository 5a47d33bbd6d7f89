/** `doubtful`: something further up has changed, which may come to nothing on the way down. */
export type State = 'clean' | 'doubtful' | 'stale';

/** Something that is made from what can change, and is told when it may have. */
export interface Dependent {
  mark(state: 'doubtful' | 'stale', by: Readable): void;
}

/** Something that results depend on. Most have one dependent: a set is made for the second. */
export abstract class Readable {
  #dependents: Dependent | Set<Dependent> | undefined;
  /** The last run that noted it: once is enough. */
  notedBy = 0;

  /** Makes it up to date; a cell that comes out different tells its dependents. */
  abstract refresh(): void;

  /** Nobody depends on it any more. */
  abstract release(): void;

  get isOrphan(): boolean {
    return this.#dependents === undefined;
  }

  addDependent(dependent: Dependent): void {
    if (this.#dependents === undefined || this.#dependents === dependent) this.#dependents = dependent;
    else if (this.#dependents instanceof Set) this.#dependents.add(dependent);
    else this.#dependents = new Set([this.#dependents, dependent]);
  }

  removeDependent(dependent: Dependent): void {
    if (this.#dependents === dependent) this.#dependents = undefined;
    if (!(this.#dependents instanceof Set)) return;
    this.#dependents.delete(dependent);
    if (this.#dependents.size === 0) this.#dependents = undefined;
  }

  protected markDependents(state: 'doubtful' | 'stale'): void {
    if (this.#dependents instanceof Set)
      for (const dependent of this.#dependents) dependent.mark(state, this);
    else this.#dependents?.mark(state, this);
  }
}

/** A fact of the world outside, which a change may touch. */
export class Source extends Readable {
  readonly #known: Map<string, Source>;
  readonly #fact: string;

  constructor(known: Map<string, Source>, fact: string) {
    super();
    this.#known = known;
    this.#fact = fact;
  }

  override refresh(): void {}

  touch(): void {
    this.markDependents('stale');
  }

  override release(): void {
    this.#known.delete(this.#fact);
  }
}
