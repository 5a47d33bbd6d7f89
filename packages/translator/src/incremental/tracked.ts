import type { Context } from '../context.js';
import type { Cell, CellOptions, Graph } from './graph.js';

type Compute = (context: Context, ...args: never[]) => unknown;

/** The results of tracked functions, by function and arguments. */
export class Results {
  readonly #graph: Graph;
  readonly #cells = new Map<Compute, Map<string, Cell>>();
  readonly #ids = new WeakMap<object, number>();
  #lastId = 0;

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  of<T>(compute: Compute, args: readonly unknown[], call: () => T, options: CellOptions): T {
    let cells = this.#cells.get(compute);
    if (!cells) this.#cells.set(compute, (cells = new Map()));
    const known = cells;
    const key = args.length === 1 ? this.#keyOf(args[0]) : args.map((arg) => this.#keyOf(arg)).join(' ');
    let cell = known.get(key);
    if (!cell) {
      cell = this.#graph.cell(call, { ...options, forget: () => known.delete(key) }) as Cell;
      known.set(key, cell);
    }
    return (cell as Cell<T>).read();
  }

  #keyOf(value: unknown): string {
    if (typeof value === 'string') return JSON.stringify(value);
    if (typeof value !== 'object' || value === null) return String(value);
    let id = this.#ids.get(value);
    if (id === undefined) this.#ids.set(value, (id = ++this.#lastId));
    return `#${id}`;
  }
}

/**
 * Makes a function of the context and its arguments keep its results until something changes that it read from the
 * context. A result that says the same as the one before it stops the change there. Arguments are told apart by
 * identity; what a result depends on has to come in by them or by the context.
 *
 * @example
 * const portsOf = tracked((context, namespace: string) => context.snapshot.list('ServiceEntry', namespace).length);
 */
export const tracked =
  <A extends readonly unknown[], T>(
    compute: (context: Context, ...args: A) => T,
    options: Pick<CellOptions, 'same'> = {},
  ): ((context: Context, ...args: A) => T) =>
  (context, ...args) =>
    context.results.of(compute as unknown as Compute, args, () => compute(context, ...args), options);
