/** A full chunk is halved. A change copies one chunk and the list of chunks, so both are kept short. */
const CHUNK = 256;

type Compare<T> = (a: T, b: T) => number;

/** Where the items that are not before `item` begin; those that are after it, when `past`. */
function lowerBound<T>(items: readonly T[], item: T, compare: Compare<T>, past: boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = compare(items[middle]!, item);
    if (order < 0 || (past && order === 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * An immutable list in order. A change shares all but one chunk with the list that it was made from. Items that compare
 * equal stay in the order in which they were added.
 */
export class SortedList<T> {
  readonly size: number;
  readonly #chunks: readonly (readonly T[])[];
  readonly #compare: Compare<T>;
  #items: readonly T[] | undefined;

  private constructor(compare: Compare<T>, chunks: readonly (readonly T[])[], size: number) {
    this.#compare = compare;
    this.#chunks = chunks;
    this.size = size;
  }

  static empty<T>(compare: Compare<T>): SortedList<T> {
    return new SortedList<T>(compare, [], 0);
  }

  /** All items as one array, put together when first asked for. */
  get items(): readonly T[] {
    const [first = []] = this.#chunks;
    return (this.#items ??= this.#chunks.length <= 1 ? first : first.concat(...this.#chunks.slice(1)));
  }

  add(item: T): SortedList<T> {
    const at = this.#chunkFor(item, true);
    const chunk = this.#chunks[at] ?? [];
    const grown = chunk.slice();
    grown.splice(lowerBound(chunk, item, this.#compare, true), 0, item);
    const half = grown.length >> 1;
    return this.#with(
      at,
      grown.length > CHUNK ? [grown.slice(0, half), grown.slice(half)] : [grown],
      this.size + 1,
    );
  }

  /** Takes out this very item, not one that compares equal. */
  remove(item: T): SortedList<T> {
    for (let at = this.#chunkFor(item, false); at < this.#chunks.length; at++) {
      const chunk = this.#chunks[at]!;
      for (let i = lowerBound(chunk, item, this.#compare, false); i < chunk.length; i++) {
        if (chunk[i] === item) {
          const rest = chunk.slice();
          rest.splice(i, 1);
          return this.#with(at, rest.length ? [rest] : [], this.size - 1);
        }
        if (this.#compare(chunk[i]!, item) > 0) return this;
      }
    }
    return this;
  }

  /** The last chunk that begins before the item (or, when `past`, not after it), or the first. */
  #chunkFor(item: T, past: boolean): number {
    let [low, high] = [0, this.#chunks.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order = this.#compare(this.#chunks[middle]![0]!, item);
      if (order < 0 || (past && order === 0)) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  #with(at: number, replacement: readonly (readonly T[])[], size: number): SortedList<T> {
    const chunks = this.#chunks.slice();
    chunks.splice(at, 1, ...replacement);
    return new SortedList(this.#compare, chunks, size);
  }
}
