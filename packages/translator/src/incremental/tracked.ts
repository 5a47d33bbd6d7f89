import type { Cell, CellOptions, Graph } from './graph.js';

type Compute = (context: never, ...args: never[]) => unknown;

/** The results of tracked functions, by function and arguments. */
export class Results {
  readonly #graph: Graph;
  readonly #cells = new Map<Compute, Map<string, Cell>>();
  readonly #ids = new WeakMap<object, number>();
  #lastId = 0;

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  of<C, A extends readonly unknown[], T>(
    compute: (context: C, ...args: A) => T,
    context: C,
    args: A,
    options: CellOptions<T>,
  ): T {
    let cells = this.#cells.get(compute as unknown as Compute);
    if (!cells) this.#cells.set(compute as unknown as Compute, (cells = new Map()));
    const known = cells;
    let key = this.#keyOf(args[0]);
    for (let i = 1; i < args.length; i++) key += `\n${this.#keyOf(args[i])}`;
    let cell = known.get(key);
    if (!cell) {
      const forget = (): void => void known.delete(key);
      cell = this.#graph.cell(() => compute(context, ...args), { ...options, forget }) as Cell;
      known.set(key, cell);
    }
    return (cell as Cell<T>).read();
  }

  /** No text has a line break: they are hosts, namespaces, and names. */
  #keyOf(value: unknown): string {
    if (typeof value === 'string') return value;
    if (typeof value !== 'object' || value === null) return `=${String(value)}`;
    let id = this.#ids.get(value);
    if (id === undefined) this.#ids.set(value, (id = ++this.#lastId));
    return `#${id}`;
  }
}

/** Brings along the place where results are kept: one for all that is computed of one line of snapshots. */
export interface Tracking {
  /** What tracked functions have found. */
  readonly results: Results;
}

/**
 * Makes a function of the context and its arguments keep its results until something changes that it read from the
 * context. A result that says the same as the one before it stops the change there. Arguments are told apart by
 * identity; what a result depends on has to come in by them or by the context.
 *
 * @example
 * const portsOf = tracked((context: Vantage, namespace: string) => context.snapshot.list('ServiceEntry', namespace).length);
 */
export const tracked =
  <C extends Tracking, A extends readonly unknown[], T>(
    compute: (context: C, ...args: A) => T,
    options: Pick<CellOptions<T>, 'same'> = {},
  ): ((context: C, ...args: A) => T) =>
  (context, ...args) =>
    context.results.of(compute, context, args, options);
