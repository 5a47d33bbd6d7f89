import { Readable } from './readable.js';
import type { Dependent, State } from './readable.js';
import type { Report } from './report.js';
import { sameValue } from './same-value.js';

export interface CellOptions<T = never> {
  /** Whether a new result means the same as the old one, so that nobody else has to look; by content unless given. */
  readonly same?: (before: T, after: T) => boolean;
  /** Told when the cell may have changed. One that nobody watches is dropped with its last dependent. */
  readonly onStale?: (cell: Cell) => void;
  readonly forget?: () => void;
}

/** A result that is kept until something that it was made from changes. */
export class Cell<T = unknown> extends Readable implements Dependent {
  readonly #graph: Graph;
  readonly #compute: () => T;
  readonly #options: CellOptions;
  #state: State = 'stale';
  #dependencies: readonly Readable[] = [];
  /** What alone makes it doubtful; a cell of ten thousand dependencies need not ask them all. */
  #suspect: Readable | undefined;
  #value: { readonly of: T } | undefined;
  #reports: Report[] = [];

  constructor(graph: Graph, compute: () => T, options: CellOptions) {
    super();
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

  override refresh(): void {
    if (this.#state === 'clean') return;
    if (this.#state === 'doubtful') {
      // In the order in which they were read: what the first ones say decides whether the others are asked at all.
      for (const dependency of this.#suspect ? [this.#suspect] : this.#dependencies) {
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

  mark(state: 'doubtful' | 'stale', by: Readable): void {
    const before = this.#state;
    if (before === 'clean') this.#suspect = by;
    else if (this.#suspect !== by) this.#suspect = undefined;
    if (before === 'stale' || before === state) return;
    this.#state = state;
    if (before !== 'clean') return;
    this.#options.onStale?.(this);
    this.markDependents('doubtful');
  }

  /** Lets go of what it was made from; the next reader has it made anew. */
  override release(): void {
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
    this.#graph.mayPause();
    this.#forgetReports();
    const before = this.#dependencies;
    const read: Readable[] = [];
    let value: T;
    try {
      value = this.#graph.run(this, this.#compute, read);
    } catch (error) {
      // It is done again from its beginning, and may come to read something else.
      this.#dependencies = [...before, ...read];
      throw error;
    }
    if (this.#reports.length) this.#graph.heed(this);
    this.#dependencies = read;
    if (before.length) {
      const kept = new Set(read);
      this.#graph.unlink(
        this,
        before.filter((d) => !kept.has(d)),
      );
    }
    const same = (this.#options.same ?? sameValue) as (a: T, b: T) => boolean;
    if (this.#value && same(this.#value.of, value)) return;
    this.#value = { of: value };
    this.markDependents('stale');
  }
}

/** Unwinds the computations that are under way. */
const paused = Symbol('paused');

/** How far work gets at a time. */
export type IsUp = () => boolean;

/**
 * Knows which result was made from which others, as build systems do: each computation notes what it reads. A change
 * marks what may have to be made anew; only what is asked for is, and only if something that it read came out different.
 */
export class Graph {
  #running: { readonly cell: Cell; readonly run: number; readonly read: Readable[] } | undefined;
  #runs = 0;
  readonly #reporting = new Set<Cell>();
  #reports: readonly Report[] | undefined;
  readonly #orphans = new Set<Readable>();
  #isUp: IsUp | undefined;
  /** Something was worked out since the attempt began. */
  #hasResult = false;

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
    if (!this.#running || readable.notedBy === this.#running.run) return;
    readable.notedBy = this.#running.run;
    this.#running.read.push(readable);
    readable.addDependent(this.#running.cell);
  }

  /** @param read gets what the computation reads */
  run<T>(cell: Cell, compute: () => T, read: Readable[]): T {
    const outer = this.#running;
    this.#running = { cell, run: ++this.#runs, read };
    try {
      const value = compute();
      this.#hasResult = true;
      return value;
    } finally {
      this.#running = outer;
    }
  }

  /**
   * Does the work, or stops in its midst when the time is up: then it returns false, and is to be called again. What was
   * worked out by then is kept, so that the work gets further each time; that it is begun anew must not matter.
   */
  attempt(work: () => void, isUp: IsUp): boolean {
    this.#isUp = isUp;
    this.#hasResult = false;
    try {
      work();
      return true;
    } catch (error) {
      if (error !== paused) throw error;
      return false;
    } finally {
      this.#isUp = undefined;
    }
  }

  /** Called where work can stop: it does when its time is up, but not before it has come to some result. */
  mayPause(): void {
    if (this.#hasResult && this.#isUp?.()) throw paused;
  }

  unlink(cell: Cell, dependencies: Iterable<Readable>): void {
    for (const dependency of dependencies) {
      dependency.removeDependent(cell);
      if (dependency.isOrphan) this.#orphans.add(dependency);
    }
  }

  /** Drops what nobody reads any more. */
  sweep(): void {
    for (const orphan of this.#orphans) {
      this.#orphans.delete(orphan);
      if (orphan.isOrphan) orphan.release();
    }
  }
}
