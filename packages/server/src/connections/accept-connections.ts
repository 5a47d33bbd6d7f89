import { createServer, type Server, type Socket } from 'node:net';
import { formatAddress, parseAddress } from '../address.js';
import type { Limits } from '../limits/limits.js';
import { networkOf } from '../limits/network-of.js';
import { refusal, type Refusal } from '../limits/refusal.js';
import { Tally } from '../limits/tally.js';
import { listenError } from '../listen-error.js';
import { Intake } from './intake.js';

export interface ConnectionsOptions {
  readonly address: string;
  readonly limits: Limits;
  /** Takes a connection over. */
  readonly accept: (socket: Socket) => void;
  /** A connection was not taken on, or cut. */
  readonly refused: (peer: string, refusal: Refusal) => void;
}

export interface Connections {
  /** With the port that was really taken. */
  readonly address: string;
  /** Bytes of requests came from this `IP:PORT`. */
  received(peer: string, bytes: number): void;
  /** More, or less, is kept for what is incomplete. */
  keeps(peer: string, more: number): void;
  /** Cuts connections that keep too much incomplete, or bring too much of what is no request; to be called now and then. */
  check(now: number): void;
  /** Takes on no more; those that are open stay. */
  stop(): void;
  /** Cuts the one from this `IP:PORT`. */
  cut(peer: string): void;
  cutAll(): void;
}

/**
 * Listens, and hands on the connections that are not too many.
 *
 * @throws ListenError
 */
export async function acceptConnections(options: ConnectionsOptions): Promise<Connections> {
  const { address, limits, accept, refused } = options;
  const { host, port: asked } = parseAddress(address);
  const tally = new Tally(limits.connections, limits.connectionsPerPeer);
  const intake = new Intake(limits);
  const sockets = new Map<string, Socket>();

  const server = createServer((socket) => {
    const ip = socket.remoteAddress;
    // It is gone already.
    if (ip === undefined) return socket.destroy();
    const peer = formatAddress({ host: ip, port: socket.remotePort ?? 0 });
    const giveBack = tally.take(networkOf(ip));
    if (!giveBack) {
      socket.destroy();
      return refused(peer, refusal('connections', 'too many connections'));
    }
    const forget = intake.watch(peer, socket);
    sockets.set(peer, socket);
    socket.once('close', () => {
      sockets.delete(peer);
      forget();
      giveBack();
    });
    // HTTP/2 handles the errors of a connection; one that breaks before it got there is nobody's.
    socket.on('error', () => socket.destroy());
    socket.setNoDelay(true);
    accept(socket);
  });
  const port = await listen(server, host, asked).catch((error: unknown) => {
    throw listenError(address, 'xdsAddress', error);
  });

  return {
    address: formatAddress({ host, port }),
    received: intake.received,
    keeps: intake.keeps,
    check(now) {
      for (const { peer, socket, bytes } of intake.excess()) {
        socket.destroy();
        refused(peer, refusal('incomplete', `${bytes} bytes of requests that are not complete`));
      }
      for (const { peer, socket, bytes } of intake.floods(now)) {
        socket.destroy();
        refused(peer, refusal('flood', `${bytes} bytes at once that are no requests`));
      }
    },
    stop: () => void server.close(),
    cut: (peer) => void sockets.get(peer)?.destroy(),
    cutAll() {
      for (const socket of sockets.values()) socket.destroy();
    },
  };
}

const listen = (server: Server, host: string, asked: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(asked, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : asked);
    });
  });
