import { settled } from '@xdsim/xds';
import type { AdsStream } from '../ads/serve-stream.js';

/**
 * The streams whose proxies do not hold what was last published. Kept up to date stream by stream: to go through all of
 * them at each acknowledgement would cost the square of their number.
 */
export class Stragglers {
  readonly #behind = new Set<AdsStream>();
  #generation: number | undefined;

  /** A generation was published, and every stream was told. */
  recount(streams: Iterable<AdsStream>, generation: number | undefined): void {
    this.#generation = generation;
    this.#behind.clear();
    for (const stream of streams) this.update(stream);
  }

  /** Something happened on a stream. */
  update(stream: AdsStream): void {
    if (this.#generation !== undefined && settled(stream.state, this.#generation))
      this.#behind.delete(stream);
    else this.#behind.add(stream);
  }

  remove(stream: AdsStream): void {
    this.#behind.delete(stream);
  }

  has(stream: AdsStream): boolean {
    return this.#behind.has(stream);
  }

  /** The generation that all hold; `undefined` while one does not. */
  get heldByAll(): number | undefined {
    return this.#behind.size === 0 ? this.#generation : undefined;
  }
}
