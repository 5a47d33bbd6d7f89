import type { AddressInfo, Server, Socket } from 'node:net';

export interface BackendOptions {
  /** What it says it is. */
  readonly name: string;
  /** `127.0.0.1` unless given. */
  readonly host?: string;
  /** Any free one unless given. */
  readonly port?: number;
}

/** A server that says who it is, until it is closed or disposed of. */
export interface Backend extends AsyncDisposable {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** `127.0.0.1:41234` */
  readonly address: string;
  /** Stops listening and cuts every connection. */
  close(): Promise<void>;
}

/** Listens, and returns what every backend has. */
export async function listen(server: Server, options: BackendOptions): Promise<Backend> {
  const { name, host = '127.0.0.1', port = 0 } = options;
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const bound = (server.address() as AddressInfo).port;
  const close = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    name,
    host,
    port: bound,
    address: `${host.includes(':') ? `[${host}]` : host}:${bound}`,
    close,
    [Symbol.asyncDispose]: close,
  };
}
