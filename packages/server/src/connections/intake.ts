import type { Socket } from 'node:net';

interface Watched {
  readonly peer: string;
  readonly socket: Socket;
  /** Of requests that are complete. */
  complete: number;
}

interface Excess {
  readonly peer: string;
  readonly socket: Socket;
  readonly bytes: number;
}

/**
 * Knows how much of unfinished requests is kept for clients, which gRPC does not tell: what a connection has read, less the
 * requests that came of it. The frames around them are so little that it does not matter.
 */
export class Intake {
  readonly #limit: number;
  readonly #byPeer = new Map<string, Watched>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Returns what forgets it again. */
  watch(peer: string, socket: Socket): () => void {
    this.#byPeer.set(peer, { peer, socket, complete: 0 });
    return () => void this.#byPeer.delete(peer);
  }

  readonly received = (peer: string, bytes: number): void => {
    const watched = this.#byPeer.get(peer);
    if (watched) watched.complete += bytes;
  };

  /** The connections that keep the most, as many as it takes to keep less than is allowed. */
  excess(): readonly Excess[] {
    const kept = [...this.#byPeer.values()].map(({ peer, socket, complete }) => ({
      peer,
      socket,
      bytes: Math.max(0, socket.bytesRead - complete),
    }));
    let sum = kept.reduce((total, { bytes }) => total + bytes, 0);
    if (sum <= this.#limit) return [];
    const excess: Excess[] = [];
    for (const one of kept.toSorted((a, b) => b.bytes - a.bytes)) {
      if (sum <= this.#limit) break;
      sum -= one.bytes;
      excess.push(one);
    }
    return excess;
  }
}
