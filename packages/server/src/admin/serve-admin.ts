import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { formatAddress, parseAddress } from '../address.js';
import { listenError } from '../listen-error.js';
import type { Listening } from '../listening.js';
import type { Logger } from '../logger.js';
import type { AdminState } from './admin-state.js';
import { answerRequest, isOpen } from './answer-request.js';
import type { Answer, LiveAnswer } from './http/answer.js';
import { refusalOf } from './http/gatekeeper.js';
import { BodyRoom } from './http/body-room.js';
import { BODY_LIMIT, readBody } from './http/read-body.js';
import { send } from './http/send.js';
import { failed, tooLarge } from './objects/failure.js';

export interface AdminOptions {
  readonly address: string;
  /** What a visitor has to show; without one, only this machine is answered. */
  readonly token?: string | undefined;
  readonly log: Logger;
}

const SECOND = 1_000;

/** How far visitors may go: there are people, scripts and Prometheus among them. */
const visits = {
  connections: 512,
  /** Of one connection, that wait for their answers. Nobody but an attacker sends many before the first is answered. */
  requests: 8,
  headersMs: 10 * SECOND,
  requestMs: 60 * SECOND,
  /** Of all bodies that are on their way. */
  bodyBytes: 64 * 1024 * 1024,
} as const;

/** How often requests are looked at that do not come to an end. */
const CHECK_MS = 5 * SECOND;

/**
 * Listens for people and programs that look at the server, and that change objects.
 *
 * @throws ListenError
 */
export async function serveAdmin(
  { address, token, log }: AdminOptions,
  state: AdminState,
): Promise<Listening> {
  const { host, port } = parseAddress(address);
  const room = new BodyRoom(visits.bodyBytes);
  const waiting = new WeakMap<Socket, number>();

  async function answer(request: IncomingMessage, signal: AbortSignal): Promise<Answer | LiveAnswer> {
    const { method = 'GET', headers } = request;
    const [path = '/', ...query] = (request.url ?? '/').split('?');
    if (!isOpen(path)) {
      const refusal = refusalOf({ peer: request.socket.remoteAddress, headers }, token);
      if (refusal?.code === 401) return failed(401, 'Unauthorized', refusal.reason);
      if (refusal) return failed(403, 'Forbidden', refusal.reason);
    }
    const body = await readBody(request, room);
    if (body === 'no-room') return failed(429, 'TooManyRequests', 'too many bodies at once: try again');
    if (body === 'too-long') return tooLarge(`a body has ${BODY_LIMIT} bytes at most`);
    const asked = { method, path, query: new URLSearchParams(query.join('?')), headers, body, signal };
    return answerRequest(asked, state);
  }

  const patience = {
    headersTimeout: visits.headersMs,
    requestTimeout: visits.requestMs,
    connectionsCheckingInterval: CHECK_MS,
  };
  const server = createServer(patience, (request, response) => {
    const { socket } = request;
    const before = waiting.get(socket) ?? 0;
    if (before >= visits.requests) {
      socket.destroy();
      return;
    }
    waiting.set(socket, before + 1);
    const gone = new AbortController();
    response.once('close', () => {
      waiting.set(socket, (waiting.get(socket) ?? 1) - 1);
      gone.abort();
    });
    answer(request, gone.signal).then(
      (given) => send(request, response, given),
      (error: unknown) => {
        // The other end went away while it spoke, or waited.
        if (gone.signal.aborted) return;
        log.error({ err: error, path: request.url }, 'a request to the admin address failed');
        send(request, response, failed(500, 'InternalError', 'a mistake in xdsim; its log says more'));
      },
    );
  });
  server.maxConnections = visits.connections;
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
