import type { Report } from './report.js';
import { sameValue } from './same-value.js';

/** Something that results depend on. */
export interface Readable {
  readonly dependents: Set<Cell>;
  /** Makes it up to date; a cell that comes out different tells its dependents. */
  refresh(): void;
}

/** `doubtful`: something further up has changed, which may come to nothing on the way down. */
type State = 'clean' | 'doubtful' | 'stale';

/** A fact of the world outside, which a change may touch. */
export class Source implements Readable {
  readonly dependents = new Set<Cell>();
  readonly #forget: () => void;

  constructor(forget: () => void) {
    this.#forget = forget;
  }

  refresh(): void {}

  touch(): void {
    for (const cell of this.dependents) cell.mark('stale');
  }

  release(): void {
    this.#forget();
  }
}

export interface CellOptions {
  /** Whether a new result means the same as the old one, so that nobody else has to look; by content unless given. */
  readonly same?: (before: never, after: never) => boolean;
  /** Told when the cell may have changed. One that nobody watches is dropped with its last dependent. */
  readonly onStale?: (cell: Cell) => void;
  readonly forget?: () => void;
}

/** A result that is kept until something that it was made from changes. */
export class Cell<T = unknown> implements Readable {
  readonly dependents = new Set<Cell>();
  readonly #graph: Graph;
  readonly #compute: () => T;
  readonly #options: CellOptions;
  #state: State = 'stale';
  #dependencies: readonly Readable[] = [];
  #value: { readonly of: T } | undefined;
  #reports: Report[] = [];

  constructor(graph: Graph, compute: () => T, options: CellOptions) {
    this.#graph = graph;
    this.#compute = compute;
    this.#options = options;
  }

  /** The result; whoever is being computed depends on it from now on. */
  read(): T {
    this.#graph.note(this);
    this.refresh();
    return this.#value!.of;
  }

  refresh(): void {
    if (this.#state === 'clean') return;
    if (this.#state === 'doubtful') {
      // In the order in which they were read: what the first ones say decides whether the others are asked at all.
      for (const dependency of this.#dependencies) {
        dependency.refresh();
        if (this.#isStale) break;
      }
    }
    if (this.#isStale) this.#run();
    this.#state = 'clean';
  }

  /** What the computation under way finds wrong; forgotten when it is taken again. */
  report(report: Report): void {
    this.#reports.push(report);
  }

  get reports(): readonly Report[] {
    return this.#reports;
  }

  get #isStale(): boolean {
    return this.#state === 'stale';
  }

  mark(state: 'doubtful' | 'stale'): void {
    const before = this.#state;
    if (before === 'stale' || before === state) return;
    this.#state = state;
    if (before !== 'clean') return;
    this.#options.onStale?.(this);
    for (const cell of this.dependents) cell.mark('doubtful');
  }

  /** Lets go of what it was made from; the next reader has it made anew. */
  release(): void {
    this.#graph.unlink(this, this.#dependencies);
    this.#dependencies = [];
    this.#forgetReports();
    this.#state = 'stale';
    this.#value = undefined;
    this.#options.forget?.();
  }

  #forgetReports(): void {
    if (this.#reports.length) this.#graph.silence(this);
    this.#reports = [];
  }

  #run(): void {
    this.#forgetReports();
    const { value, dependencies } = this.#graph.run(this, this.#compute);
    if (this.#reports.length) this.#graph.heed(this);
    const before = this.#dependencies;
    this.#dependencies = dependencies;
    if (before.length) {
      const kept = new Set(dependencies);
      this.#graph.unlink(
        this,
        before.filter((d) => !kept.has(d)),
      );
    }
    const same = (this.#options.same ?? sameValue) as (a: T, b: T) => boolean;
    if (this.#value && same(this.#value.of, value)) return;
    this.#value = { of: value };
    for (const cell of this.dependents) cell.mark('stale');
  }
}

/**
 * Knows which result was made from which others, as build systems do: each computation notes what it reads. A change
 * marks what may have to be made anew; only what is asked for is, and only if something that it read came out different.
 */
export class Graph {
  #running: { readonly cell: Cell; readonly read: Set<Readable> } | undefined;
  readonly #reporting = new Set<Cell>();
  #reports: readonly Report[] | undefined;
  readonly #orphans = new Set<Readable & { release(): void }>();

  /** The computation that is under way. */
  get running(): Cell | undefined {
    return this.#running?.cell;
  }

  /** What all results that are in use have to report: the same array until that changes. */
  get reports(): readonly Report[] {
    return (this.#reports ??= [...this.#reporting].flatMap((cell) => cell.reports));
  }

  heed(cell: Cell): void {
    this.#reporting.add(cell);
    this.#reports = undefined;
  }

  silence(cell: Cell): void {
    this.#reporting.delete(cell);
    this.#reports = undefined;
  }

  cell<T>(compute: () => T, options: CellOptions = {}): Cell<T> {
    return new Cell(this, compute, options);
  }

  note(readable: Readable): void {
    if (!this.#running) return;
    this.#running.read.add(readable);
    readable.dependents.add(this.#running.cell);
  }

  run<T>(cell: Cell, compute: () => T): { readonly value: T; readonly dependencies: readonly Readable[] } {
    const outer = this.#running;
    const read = new Set<Readable>();
    this.#running = { cell, read };
    try {
      return { value: compute(), dependencies: [...read] };
    } finally {
      this.#running = outer;
    }
  }

  unlink(cell: Cell, dependencies: readonly Readable[]): void {
    for (const dependency of dependencies) {
      dependency.dependents.delete(cell);
      if (dependency.dependents.size === 0) {
        this.#orphans.add(dependency as Readable & { release(): void });
      }
    }
  }

  /** Drops what nobody reads any more. */
  sweep(): void {
    for (const orphan of this.#orphans) {
      this.#orphans.delete(orphan);
      if (orphan.dependents.size === 0) orphan.release();
    }
  }
}
