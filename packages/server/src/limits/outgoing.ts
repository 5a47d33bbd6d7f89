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
  /** How many of its responses wait, and where. */
  waiting: number;
  queue: Queue;
  readonly sent: Set<Sending>;
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

/** Responses that wait, and how much may be on its way to all clients when one of them goes. */
interface Queue {
  readonly limit: number;
  waiting: Sending[];
}

/** The part of the room that is for clients that are known to read. */
const RESERVE = 0.25;

/**
 * Bounds what is on its way to all clients together: a response is kept until its client has read it, and as a whole even
 * where others share it, for they may be gone or somewhere else by then. Who waits is served in order, those first that
 * read well before; who makes others wait for too long is told to be slow.
 */
export class Outgoing {
  readonly #slowMs: number;
  readonly #readers: Queue;
  readonly #others: Queue;
  readonly #sent = new Set<Sending>();
  #bytes = 0;
  /** When a client last took a response, on the clock of `performance.now()`. */
  #taken = 0;
  /** When the newest of those that were taken had been sent. */
  #takenSince = 0;

  constructor(limit: number, slowMs: number) {
    this.#slowMs = slowMs;
    this.#readers = { limit, waiting: [] };
    this.#others = { limit: limit * (1 - RESERVE), waiting: [] };
  }

  lane(events: Pick<Client, 'freed' | 'slow'>): Lane {
    const client: Client = { waiting: 0, queue: this.#others, sent: new Set(), ...events };
    return {
      send: (bytes, write) => {
        const sending = { client, bytes, write, since: 0 };
        if (client.queue.waiting.length === 0 && this.#hasRoom(sending)) {
          this.#send(sending);
          return true;
        }
        client.waiting += 1;
        client.queue.waiting.push(sending);
        return false;
      },
      close: () => {
        const { queue } = client;
        if (client.waiting > 0) queue.waiting = queue.waiting.filter((one) => one.client !== client);
        client.waiting = 0;
        for (const one of client.sent) this.#end(one);
      },
    };
  }

  /** Ends who makes others wait; to be called now and then. */
  check(now: number): void {
    if (this.#readers.waiting.length + this.#others.waiting.length === 0) return;
    // As long as anybody takes anything, those who wait get their turn, and a crowd is not slow for being a crowd. But in
    // a crowd nobody is overtaken by far.
    const slow = [...this.#sent].filter(
      ({ since }) =>
        now - Math.max(since, this.#taken) > this.#slowMs || this.#takenSince - since > this.#slowMs,
    );
    for (const client of new Set(slow.map((one) => one.client))) client.slow();
    this.#sendOn();
  }

  // A response that is larger than all that is allowed goes alone.
  #hasRoom({ bytes, client }: Sending): boolean {
    return this.#bytes === 0 || this.#bytes + bytes <= client.queue.limit;
  }

  #send(sending: Sending): void {
    sending.since = performance.now();
    sending.client.sent.add(sending);
    this.#sent.add(sending);
    this.#bytes += sending.bytes;
    sending.write(() => {
      // A stream that was ended is rid of its responses, which nobody took.
      if (this.#sent.has(sending)) this.#take(sending);
      this.#end(sending);
      this.#sendOn();
    });
  }

  #take({ client, since }: Sending): void {
    this.#taken = performance.now();
    this.#takenSince = Math.max(this.#takenSince, since);
    // What waits goes in order, and so stays where it is.
    if (client.waiting === 0)
      client.queue = this.#taken - since < this.#slowMs ? this.#readers : this.#others;
  }

  #end(sending: Sending): void {
    sending.client.sent.delete(sending);
    if (this.#sent.delete(sending)) this.#bytes -= sending.bytes;
  }

  #sendOn(): void {
    for (const queue of [this.#readers, this.#others])
      for (let next = queue.waiting[0]; next && this.#hasRoom(next); next = queue.waiting[0]) {
        queue.waiting.shift();
        this.#send(next);
        next.client.waiting -= 1;
        if (next.client.waiting === 0) next.client.freed();
      }
  }
}
