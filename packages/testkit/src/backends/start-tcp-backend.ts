import { createServer } from 'node:net';
import { listen, type Backend, type BackendOptions } from './backend.js';

export interface TcpBackend extends Backend {
  /** How many connections it got so far. */
  connections(): number;
}

/**
 * A TCP server that greets each connection with its name and a line feed, and sends back what it gets.
 *
 * @example
 * await using backend = await startTcpBackend({ name: 'mongo-1' });
 */
export async function startTcpBackend(options: BackendOptions): Promise<TcpBackend> {
  let count = 0;
  const server = createServer((socket) => {
    count++;
    // A client may cut the connection whenever it likes.
    socket.on('error', () => socket.destroy());
    socket.write(`${options.name}\n`);
    socket.pipe(socket);
  });
  return { ...(await listen(server, options)), connections: () => count };
}
