const none: ReadonlyMap<string, never> = new Map<string, never>();

/** An order that was not asked for through more changes than this is made anew. */
const MOST_PATCHES = 100;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** An earlier version whose order is known, and the names that may differ since. */
interface Ordered<V> {
  readonly sorted: readonly [string, V][];
  readonly names: ReadonlySet<string>;
}

/**
 * An immutable map from names, in their order, of which many versions share one table: the newest has it, each older one
 * knows only how it differs from the next. So a new version costs what changed, and so does the way between any two; an
 * old one goes with its last reader.
 *
 * @example
 * const before = VersionedMap.of([['a', 1]]);
 * const after = before.with(new Map([['b', 2], ['a', undefined]]));
 * after.changedSince(before); // b, a
 */
export class VersionedMap<V> implements ReadonlyMap<string, V> {
  readonly size: number;
  /** The table; absent in an older version. */
  #table: Map<string, V> | undefined;
  /** What makes this version of the next. */
  #undo: ReadonlyMap<string, V | undefined> = none;
  #next: VersionedMap<V> | undefined;
  #sorted: readonly [string, V][] | undefined;
  #earlier: Ordered<V> | undefined;

  private constructor(table: Map<string, V>) {
    this.#table = table;
    this.size = table.size;
  }

  /** The last of several values of one name counts. */
  static of<V>(entries: Iterable<readonly [string, V]>): VersionedMap<V> {
    return new VersionedMap(new Map(entries));
  }

  get(name: string): V | undefined {
    this.#shorten();
    if (this.#undo.has(name)) return this.#undo.get(name);
    return this.#tableInUse.get(name);
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  /** The map with other values, or none where they are `undefined`; the same map when nothing differs. */
  with(changes: Iterable<readonly [string, V | undefined]>): VersionedMap<V> {
    const table = this.#table ?? new Map(this);
    const undo = new Map<string, V | undefined>();
    for (const [name, value] of changes) {
      const before = table.get(name);
      if (before === value) continue;
      if (!undo.has(name)) undo.set(name, before);
      if (value === undefined) table.delete(name);
      else table.set(name, value);
    }
    if (undo.size === 0) return this;
    const after = new VersionedMap(table);
    after.#earlier = this.#orderFor(undo);
    // A version that is not the newest starts a line of its own.
    if (this.#table) {
      this.#table = undefined;
      this.#undo = undo;
      this.#next = after;
    }
    return after;
  }

  /** The names whose values may differ; `undefined` when neither of the two came of the other's line. */
  changedSince(before: ReadonlyMap<string, V>): Iterable<string> | undefined {
    if (before === this) return [];
    if (!(before instanceof VersionedMap)) return undefined;
    this.#shorten();
    before.#shorten();
    if ((this.#next ?? this) !== (before.#next ?? before)) return undefined;
    return new Set([...before.#undo.keys(), ...this.#undo.keys()]);
  }

  keys(): MapIterator<string> {
    return this.#order()
      .map(([name]) => name)
      .values();
  }

  values(): MapIterator<V> {
    return this.#order()
      .map(([, value]) => value)
      .values();
  }

  entries(): MapIterator<[string, V]> {
    return this.#order()
      .map(([name, value]): [string, V] => [name, value])
      .values();
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }

  forEach(use: (value: V, name: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [name, value] of this.#order()) use(value, name, this);
  }

  /** What a version that differs from this one by some names can make its order of, unless it is about as dear as sorting. */
  #orderFor(changed: ReadonlyMap<string, unknown>): Ordered<V> | undefined {
    const known = this.#sorted ? { sorted: this.#sorted, names: [] } : this.#earlier;
    if (!known) return undefined;
    const names = new Set([...known.names, ...changed.keys()]);
    return names.size <= MOST_PATCHES ? { sorted: known.sorted, names } : undefined;
  }

  #order(): readonly [string, V][] {
    if (this.#sorted) return this.#sorted;
    this.#sorted = this.#earlier
      ? this.#patched(this.#earlier)
      : [...this.#present()].sort(([a], [b]) => compareText(a, b));
    this.#earlier = undefined;
    return this.#sorted;
  }

  /** The order of an earlier version with what changed since: sorting ten thousand names is dear. */
  #patched({ sorted, names }: Ordered<V>): readonly [string, V][] {
    const fresh = [...names].sort(compareText).flatMap((name): [string, V][] => {
      const value = this.get(name);
      return value === undefined ? [] : [[name, value]];
    });
    const all: [string, V][] = [];
    let next = 0;
    for (const entry of sorted) {
      while (next < fresh.length && fresh[next]![0] < entry[0]) all.push(fresh[next++]!);
      if (!names.has(entry[0])) all.push(entry);
    }
    return [...all, ...fresh.slice(next)];
  }

  #present(): ReadonlyMap<string, V> {
    if (this.#table) return this.#table;
    this.#shorten();
    const all = new Map(this.#tableInUse);
    for (const [name, value] of this.#undo) {
      if (value === undefined) all.delete(name);
      else all.set(name, value);
    }
    return all;
  }

  /** Puts the steps to the newest version together into one. */
  #shorten(): void {
    let next = this.#next;
    for (let later = next && next.#next; next && later; later = next.#next) {
      this.#undo = new Map([...next.#undo, ...this.#undo]);
      next = later;
    }
    this.#next = next;
  }

  /** The newest version's. */
  get #tableInUse(): ReadonlyMap<string, V> {
    return this.#table ?? (this.#next && this.#next.#table) ?? none;
  }
}
