import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { CertificateFilesReport } from '../access/certificate-files.js';
import { assertLoopback } from '../access/insecure-address-error.js';
import { formatAddress, parseAddress } from '../address.js';
import { refusal, type Refusal } from '../limits/refusal.js';
import { Tally } from '../limits/tally.js';
import { listenError } from '../listen-error.js';
import type { Listening } from '../listening.js';
import type { Logger } from '../logger.js';
import type { AdminState } from './admin-state.js';
import { answerRequest, isOpen } from './answer-request.js';
import type { Answer, LiveAnswer } from './http/answer.js';
import { createHttpServer, type AdminTls } from './http/create-http-server.js';
import { refusalOf } from './http/gatekeeper.js';
import { BodyRoom } from './http/body-room.js';
import { BODY_LIMIT, readBody } from './http/read-body.js';
import { send } from './http/send.js';
import { failed, tooLarge } from './objects/failure.js';

export interface AdminOptions {
  readonly address: string;
  /** What a visitor has to show; without one, only this machine is answered. */
  readonly token?: string | undefined;
  /** Makes it speak TLS only. */
  readonly tls?: AdminTls | undefined;
  /** Whether a token and what it opens may go over the network in plain text. */
  readonly insecure: boolean;
  readonly report: CertificateFilesReport;
  readonly log: Logger;
  /** Told of each visitor that went too far, by its `IP:PORT`. */
  readonly refused: (peer: string, refusal: Refusal) => void;
}

const SECOND = 1_000;

/** How far visitors may go: there are people, scripts and Prometheus among them. */
const visits = {
  connections: 512,
  /** Of one connection, that wait for their answers. Nobody but an attacker sends many before the first is answered. */
  requests: 8,
  /** Half of the connections stay free for those who only ask. */
  watches: 256,
  headersMs: 10 * SECOND,
  requestMs: 60 * SECOND,
  /** Of all bodies that are on their way. */
  bodyBytes: 64 * 1024 * 1024,
} as const;

/** How often requests are looked at that do not come to an end. */
const CHECK_MS = 5 * SECOND;

const peerOf = ({ remoteAddress = '', remotePort = 0 }: Socket): string =>
  formatAddress({ host: remoteAddress, port: remotePort });

/**
 * Listens for people and programs that look at the server, and that change objects.
 *
 * @throws ListenError
 * @throws InsecureAddressError when a token would be asked for in plain text, where others can read along
 * @throws CertificateFileError when a file of `tls` cannot be used
 */
export async function serveAdmin(
  { address, token, tls, insecure, report, log, refused }: AdminOptions,
  state: AdminState,
): Promise<Listening> {
  if (token !== undefined && !tls && !insecure) await assertLoopback(address, 'adminAddress');
  const { host, port } = parseAddress(address);
  const room = new BodyRoom(visits.bodyBytes);
  const waiting = new WeakMap<Socket, number>();
  const watches = new Tally(visits.watches, visits.watches);

  function admitted(given: Answer | LiveAnswer, response: ServerResponse): Answer | LiveAnswer {
    if (!('body$' in given)) return given;
    const leave = watches.take('');
    if (!leave) {
      refused(peerOf(response.req.socket), refusal('admin-watches', 'too many watches'));
      return failed(429, 'TooManyRequests', `there are ${visits.watches} watches at most: try again`);
    }
    response.once('close', leave);
    return given;
  }

  async function answer(request: IncomingMessage, signal: AbortSignal): Promise<Answer | LiveAnswer> {
    const { method = 'GET', headers } = request;
    const [path = '/', ...query] = (request.url ?? '/').split('?');
    if (!isOpen(path)) {
      const refusal = refusalOf({ peer: request.socket.remoteAddress, headers }, token);
      if (refusal?.code === 401) return failed(401, 'Unauthorized', refusal.reason);
      if (refusal) return failed(403, 'Forbidden', refusal.reason);
    }
    const body = await readBody(request, room);
    if (body === 'no-room') {
      refused(peerOf(request.socket), refusal('admin-bodies', 'too many bodies at once'));
      return failed(429, 'TooManyRequests', 'too many bodies at once: try again');
    }
    if (body === 'too-long') return tooLarge(`a body has ${BODY_LIMIT} bytes at most`);
    const asked = { method, path, query: new URLSearchParams(query.join('?')), headers, body, signal };
    return answerRequest(asked, state);
  }

  const patience = {
    headersTimeout: visits.headersMs,
    requestTimeout: visits.requestMs,
    connectionsCheckingInterval: CHECK_MS,
  };
  const server = await createHttpServer(patience, tls, report, (request, response) => {
    const { socket } = request;
    const before = waiting.get(socket) ?? 0;
    if (before >= visits.requests) {
      if (!socket.destroyed) refused(peerOf(socket), refusal('admin-requests', 'too many waiting requests'));
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
      (given) => {
        if (!gone.signal.aborted) send(request, response, admitted(given, response));
      },
      (error: unknown) => {
        // The other end went away while it spoke, or waited.
        if (gone.signal.aborted) return;
        log.error({ err: error, path: request.url }, 'a request to the admin address failed');
        send(request, response, failed(500, 'InternalError', 'a mistake in xdsim; its log says more'));
      },
    );
  });
  server.maxConnections = visits.connections;
  server.on('drop', (dropped) => {
    const peer = { host: dropped?.remoteAddress ?? '', port: dropped?.remotePort ?? 0 };
    refused(formatAddress(peer), refusal('admin-connections', 'too many connections'));
  });
  // Those that have not shaken hands yet are none of HTTP's connections.
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  }).catch((error: unknown) => {
    server.close();
    throw listenError(address, 'adminAddress', error);
  });
  return {
    address: formatAddress({ host, port: (server.address() as AddressInfo).port }),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
