import type { AdsStream } from '../ads/serve-stream.js';
import type { Connected } from './connected.js';

/** The proxies that are connected, found by stream and by node id: to look through all of them would cost too much. */
export class Roster {
  readonly #byStream = new Map<AdsStream, Connected>();
  /** In the order in which they came: usually one of an id, for a moment two. */
  readonly #byId = new Map<string, readonly Connected[]>();

  add(it: Connected): void {
    this.#byStream.set(it.stream, it);
    this.#byId.set(it.proxy.id, [...this.withId(it.proxy.id), it]);
  }

  remove(it: Connected): void {
    this.#byStream.delete(it.stream);
    const { id } = it.proxy;
    const others = this.withId(id).filter((other) => other !== it);
    if (others.length > 0) this.#byId.set(id, others);
    else this.#byId.delete(id);
  }

  get size(): number {
    return this.#byStream.size;
  }

  streams(): Iterable<AdsStream> {
    return this.#byStream.keys();
  }

  all(): readonly Connected[] {
    return [...this.#byStream.values()];
  }

  get(stream: AdsStream): Connected | undefined {
    return this.#byStream.get(stream);
  }

  /** The proxies of one node id, the oldest first. */
  withId(id: string): readonly Connected[] {
    return this.#byId.get(id) ?? [];
  }
}
