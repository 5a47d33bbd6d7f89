/** What one client is sent. */
export interface Lane {
  /** Writes now, and returns true; or writes when there is room, after what came before. */
  send(bytes: number, write: Write): boolean;
  /** Nothing more is sent, and what was on its way no longer counts. */
  close(): void;
}

/** Calls `done` when the client has taken it. */
type Write = (done: () => void) => void;

interface Client {
  /** How many of its responses wait. */
  waiting: number;
  /** All that had to wait is written. */
  readonly freed: () => void;
  /** The client has had a response for too long, and others wait. */
  readonly slow: () => void;
}

interface Sending {
  readonly client: Client;
  readonly bytes: number;
  readonly write: Write;
  since: number;
}

/**
 * Bounds what is on its way to all clients together: a response is kept until its client has read it, and as a whole even
 * where others share it, for they may be gone or somewhere else by then. Who waits is served in order, and who makes others wait for too long is told to be slow.
 */
export class Outgoing {
  readonly #limit: number;
  readonly #slowMs: number;
  readonly #sent = new Set<Sending>();
  #waiting: Sending[] = [];
  #bytes = 0;
  /** When a client last took a response, on the clock of `performance.now()`. */
  #taken = 0;

  constructor(limit: number, slowMs: number) {
    this.#limit = limit;
    this.#slowMs = slowMs;
  }

  lane(events: Pick<Client, 'freed' | 'slow'>): Lane {
    const client: Client = { waiting: 0, ...events };
    return {
      send: (bytes, write) => {
        const sending = { client, bytes, write, since: 0 };
        if (this.#waiting.length === 0 && this.#hasRoom(bytes)) {
          this.#send(sending);
          return true;
        }
        client.waiting += 1;
        this.#waiting.push(sending);
        return false;
      },
      close: () => {
        if (client.waiting > 0) this.#waiting = this.#waiting.filter((one) => one.client !== client);
        client.waiting = 0;
        for (const one of this.#sent) if (one.client === client) this.#end(one);
      },
    };
  }

  /** Ends who makes others wait; to be called now and then. */
  check(now: number): void {
    if (this.#waiting.length === 0) return;
    // As long as anybody takes anything, those who wait get their turn, and a crowd is not slow for being a crowd.
    const slow = [...this.#sent].filter(({ since }) => now - Math.max(since, this.#taken) > this.#slowMs);
    for (const client of new Set(slow.map((one) => one.client))) client.slow();
    this.#sendOn();
  }

  // A response that is larger than all that is allowed goes alone.
  #hasRoom(bytes: number): boolean {
    return this.#bytes === 0 || this.#bytes + bytes <= this.#limit;
  }

  #send(sending: Sending): void {
    sending.since = performance.now();
    this.#sent.add(sending);
    this.#bytes += sending.bytes;
    sending.write(() => {
      this.#taken = performance.now();
      this.#end(sending);
      this.#sendOn();
    });
  }

  #end(sending: Sending): void {
    if (this.#sent.delete(sending)) this.#bytes -= sending.bytes;
  }

  #sendOn(): void {
    for (let next = this.#waiting[0]; next && this.#hasRoom(next.bytes); next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#send(next);
      next.client.waiting -= 1;
      if (next.client.waiting === 0) next.client.freed();
    }
  }
}
