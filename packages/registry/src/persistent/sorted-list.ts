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
  /** How this list differs from one whose items are put together already: cheaper than putting them together anew. */
  #patch: { readonly of: readonly T[]; readonly index: number; readonly item: T } | undefined;

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
    return (this.#items ??= this.#flatten());
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
    const place = this.#find(item);
    if (!place) return this;
    const rest = this.#chunks[place.at]!.slice();
    rest.splice(place.index, 1);
    return this.#with(place.at, rest.length ? [rest] : [], this.size - 1);
  }

  /** Puts one item in the place of another, or where it belongs if that is elsewhere. */
  replace(before: T, after: T): SortedList<T> {
    const place = this.#compare(before, after) === 0 ? this.#find(before) : undefined;
    if (!place) return this.remove(before).add(after);
    const { at, index } = place;
    const chunk = this.#chunks[at]!.slice();
    chunk[index] = after;
    const list = this.#with(at, [chunk], this.size);
    if (this.#items && this.#chunks.length > 1) {
      const start = this.#chunks.slice(0, at).reduce((sum, chunk) => sum + chunk.length, 0);
      list.#patch = { of: this.#items, index: start + index, item: after };
    }
    return list;
  }

  #flatten(): readonly T[] {
    const [first = []] = this.#chunks;
    if (this.#chunks.length <= 1) return first;
    if (!this.#patch) return first.concat(...this.#chunks.slice(1));
    const items = this.#patch.of.slice();
    items[this.#patch.index] = this.#patch.item;
    this.#patch = undefined;
    return items;
  }

  #find(item: T): { readonly at: number; readonly index: number } | undefined {
    for (let at = this.#chunkFor(item, false); at < this.#chunks.length; at++) {
      const chunk = this.#chunks[at]!;
      for (let index = lowerBound(chunk, item, this.#compare, false); index < chunk.length; index++) {
        if (chunk[index] === item) return { at, index };
        if (this.#compare(chunk[index]!, item) > 0) return undefined;
      }
    }
    return undefined;
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
