type Names = ReadonlySet<string>;

/** What one stream asks for. */
export interface Asker {
  /** Instead of what it asked for before: a set for each type. */
  asks(sets: Iterable<Names>): void;
  close(): void;
}

interface Stream {
  /** Where its client is. */
  readonly host: string;
  readonly sets: Set<Names>;
  /** All streams together ask for too much, and this one is among those that ask for the most. */
  readonly tooMuch: () => void;
}

/** Bounds the names that all streams ask for together. Streams that ask for the same share one set, which counts once. */
export class AskedNames {
  readonly #limit: number;
  readonly #streams = new Set<Stream>();
  /** By how many streams each set is asked for. */
  readonly #uses = new Map<Names, number>();
  #count = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  asker(host: string, tooMuch: () => void): Asker {
    const stream: Stream = { host, sets: new Set(), tooMuch };
    this.#streams.add(stream);
    return {
      asks: (sets) => {
        if (!this.#streams.has(stream)) return;
        const now = new Set(sets);
        for (const set of now) if (!stream.sets.has(set)) this.#use(stream, set);
        for (const set of stream.sets) if (!now.has(set)) this.#release(stream, set);
        if (this.#count > this.#limit) this.#cut();
      },
      close: () => this.#forget(stream),
    };
  }

  #use(stream: Stream, set: Names): void {
    stream.sets.add(set);
    const uses = this.#uses.get(set) ?? 0;
    this.#uses.set(set, uses + 1);
    if (uses === 0) this.#count += set.size;
  }

  #release(stream: Stream, set: Names): void {
    stream.sets.delete(set);
    const uses = (this.#uses.get(set) ?? 1) - 1;
    if (uses > 0) {
      this.#uses.set(set, uses);
      return;
    }
    this.#uses.delete(set);
    this.#count -= set.size;
  }

  #forget(stream: Stream): void {
    for (const set of stream.sets) this.#release(stream, set);
    this.#streams.delete(stream);
  }

  /** Of the peer that asks for the most, the streams that ask for the most, and the newest of those. */
  #cut(): void {
    const byHost = new Map<string, number>();
    for (const stream of this.#streams)
      byHost.set(stream.host, (byHost.get(stream.host) ?? 0) + sizeOf(stream));
    const ofHost = ({ host }: Stream): number => byHost.get(host) ?? 0;
    const most = [...this.#streams]
      .toReversed()
      .toSorted((a, b) => ofHost(b) - ofHost(a) || sizeOf(b) - sizeOf(a));
    for (const stream of most) {
      if (this.#count <= this.#limit) return;
      this.#forget(stream);
      stream.tooMuch();
    }
  }
}

const sizeOf = ({ sets }: Stream): number => [...sets].reduce((sum, { size }) => sum + size, 0);
