import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';

/** One connection of a client through a link. */
export interface Connection {
  /** Bytes that came from the server. */
  readonly received: number;
  /** Which sides have ended it by themselves. */
  readonly endedBy: ReadonlySet<'client' | 'server'>;
}

/** A network between a client and a server, with all that can happen to one. */
export interface Link extends AsyncDisposable {
  /** Where the client connects to. */
  readonly address: string;
  /** Those that were made so far. */
  readonly connections: readonly Connection[];
  /** New connections lead elsewhere; those that are there are cut. */
  leadTo(address: string): void;
  cut(): void;
  /** Nothing goes through the connections that are there, and neither side is told; new ones are fine. */
  blackHole(): void;
  /** Cuts when so many more bytes have come from the server. */
  cutAfter(bytes: number): void;
}

export async function startLink(target: string): Promise<Link> {
  const connections: Wire[] = [];
  let to = target;
  const server = createServer((client) => void connections.push(new Wire(client, to)));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const cut = (): void => connections.forEach((wire) => wire.cut());
  return {
    address: `127.0.0.1:${port}`,
    connections,
    cut,
    leadTo(address) {
      to = address;
      cut();
    },
    blackHole: () => connections.forEach((wire) => wire.blackHole()),
    cutAfter: (bytes) => connections.forEach((wire) => wire.cutAfter(bytes)),
    async [Symbol.asyncDispose]() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

class Wire implements Connection {
  received = 0;
  readonly endedBy = new Set<'client' | 'server'>();
  readonly #client: Socket;
  readonly #server: Socket;
  #isBlackHole = false;
  #isCut = false;
  #left = Infinity;

  constructor(client: Socket, to: string) {
    const { hostname, port } = new URL(`tcp://${to}`);
    this.#client = client;
    this.#server = createConnection({ host: hostname, port: Number(port) });
    // Read on in a black hole, too: only so is it seen that the other side gives up.
    client.on('data', (bytes) => void (this.#isBlackHole || this.#server.write(bytes)));
    this.#server.on('data', (bytes) => this.#receive(bytes));
    this.#watch('client', client, this.#server);
    this.#watch('server', this.#server, client);
  }

  cut(): void {
    this.#isCut = true;
    this.#client.destroy();
    this.#server.destroy();
  }

  blackHole(): void {
    this.#isBlackHole = true;
  }

  cutAfter(bytes: number): void {
    this.#left = bytes;
  }

  #receive(bytes: Buffer): void {
    if (this.#isBlackHole) return;
    const passed = bytes.subarray(0, this.#left);
    this.#left -= passed.length;
    this.received += passed.length;
    if (this.#left > 0) return void this.#client.write(passed);
    this.#isCut = true;
    this.#client.end(passed);
    this.#server.destroy();
  }

  #watch(side: 'client' | 'server', socket: Socket, other: Socket): void {
    // A server that was killed resets its connections.
    socket.on('error', () => {});
    socket.on('close', () => {
      if (this.#isCut) return;
      if (this.#isBlackHole || !other.destroyed) this.endedBy.add(side);
      if (!this.#isBlackHole) other.destroy();
    });
  }
}
