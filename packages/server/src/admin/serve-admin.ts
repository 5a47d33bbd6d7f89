import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { formatAddress, parseAddress } from '../address.js';
import { listenError } from '../listen-error.js';
import type { Listening } from '../listening.js';
import { answer, type AdminState } from './answer.js';

/**
 * Listens for people and for programs that ask how the server is.
 *
 * @throws ListenError
 */
export async function serveAdmin(address: string, state: AdminState): Promise<Listening> {
  const { host, port } = parseAddress(address);
  const server = createServer((request, response) => {
    const { status, headers, body } = answer(request.method ?? 'GET', request.url ?? '/', state);
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers }).end(body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  }).catch((error: unknown) => {
    throw listenError(address, 'adminAddress', error);
  });
  return {
    address: formatAddress({ host, port: (server.address() as AddressInfo).port }),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
