import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A line to a server that can break as a cable does: both ends think that it is there, and hear nothing. */
export interface Line extends AsyncDisposable {
  readonly address: string;
  break(): void;
}

export async function startLine(to: string): Promise<Line> {
  const { port, hostname: host } = new URL(`http://${to}`);
  const sockets: Socket[] = [];
  const server = createServer((near) => {
    const far = connect(Number(port), host);
    near.pipe(far).on('error', () => {});
    far.pipe(near).on('error', () => {});
    sockets.push(near, far);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    break() {
      for (const socket of sockets) socket.unpipe().pause();
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
