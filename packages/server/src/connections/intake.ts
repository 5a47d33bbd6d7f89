import type { Socket } from 'node:net';
import { TokenBucket } from '../limits/token-bucket.js';

interface Watched {
  readonly peer: string;
  readonly socket: Socket;
  /** Bytes of memory for requests that are not complete. */
  kept: number;
  /** Bytes that came and were parts of requests. */
  received: number;
  /** Of the others, how many are accounted for. */
  others: number;
  readonly allowance: TokenBucket;
}

/** A connection of which too much is kept, or comes. */
export interface Excess {
  readonly peer: string;
  readonly socket: Socket;
  readonly bytes: number;
}

export interface IntakeLimits {
  readonly incompleteBytes: number;
  readonly controlBytesPerSecond: number;
}

/** Seconds of control bytes that may come at once. */
const BURST = 8;

/** Knows what comes in on connections: what is kept for unfinished requests, and what was no part of a request at all. */
export class Intake {
  readonly #limits: IntakeLimits;
  readonly #byPeer = new Map<string, Watched>();
  #kept = 0;

  constructor(limits: IntakeLimits) {
    this.#limits = limits;
  }

  /** Returns what forgets it again. */
  watch(peer: string, socket: Socket): () => void {
    const { controlBytesPerSecond: rate } = this.#limits;
    const allowance = new TokenBucket(rate, rate * BURST, performance.now());
    const watched: Watched = { peer, socket, kept: 0, received: 0, others: 0, allowance };
    this.#byPeer.set(peer, watched);
    return () => {
      this.#byPeer.delete(peer);
      this.#kept -= watched.kept;
      watched.kept = 0;
    };
  }

  readonly received = (peer: string, bytes: number): void => {
    const watched = this.#byPeer.get(peer);
    if (watched) watched.received += bytes;
  };

  readonly keeps = (peer: string, more: number): void => {
    const watched = this.#byPeer.get(peer);
    if (!watched) return;
    watched.kept += more;
    this.#kept += more;
  };

  /** The connections that keep the most, as many as it takes to keep less than is allowed. */
  excess(): readonly Excess[] {
    let sum = this.#kept;
    if (sum <= this.#limits.incompleteBytes) return [];
    const excess: Excess[] = [];
    for (const { peer, socket, kept } of [...this.#byPeer.values()].toSorted((a, b) => b.kept - a.kept)) {
      if (sum <= this.#limits.incompleteBytes) break;
      sum -= kept;
      excess.push({ peer, socket, bytes: kept });
    }
    return excess;
  }

  /** The connections that brought more than is allowed of what is no part of a request: pings, settings, headers. */
  floods(now: number): readonly Excess[] {
    return [...this.#byPeer.values()].flatMap((watched) => {
      const { peer, socket, received, others, allowance } = watched;
      const bytes = Math.max(0, socket.bytesRead - received - others);
      watched.others += bytes;
      return allowance.take(now, bytes) ? [] : [{ peer, socket, bytes }];
    });
  }
}
