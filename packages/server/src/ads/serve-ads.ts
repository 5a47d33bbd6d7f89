import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { hostname } from 'node:os';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { formatAddress, parseAddress } from '../address.js';
import { listenError } from '../listen-error.js';
import type { Listening } from '../listening.js';
import type { Traffic } from '../metrics/traffic.js';
import { version } from '../version.js';
import { serveStream, type AdsCall, type StreamObserver } from './serve-stream.js';
import { loadService, methods } from './service-definition.js';

/** PEM, as read from files. */
export interface TlsOptions {
  readonly cert: Buffer;
  readonly key: Buffer;
  /** Given, a client must show a certificate of this authority. */
  readonly clientCa?: Buffer;
}

export interface AdsOptions {
  readonly address: string;
  readonly tls?: TlsOptions | undefined;
  readonly observer: StreamObserver;
  readonly traffic: Traffic;
}

const options = {
  // A proxy whose host went away says no goodbye: ask every 30 s, and wait 10 s for the answer.
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 10_000,
  // A delta client that reconnects lists all that it holds; gRPC's own 4 MiB are too few for a large mesh.
  'grpc.max_receive_message_length': 32 * 1024 * 1024,
  'grpc.enable_channelz': 0,
};

/** How long clients get to notice that their stream has ended before the connection is cut. */
const GOODBYE_MS = 500;

/**
 * Listens for ADS streams, state of the world and incremental.
 *
 * @throws ListenError
 */
export async function serveAds({ address, tls, observer, traffic }: AdsOptions): Promise<Listening> {
  const { host, port: asked } = parseAddress(address);
  const secured = credentials(tls);
  const server = new Server(options);
  let streams = 0;
  // A nonce that no other stream has, of this server or another, is known for an old one when it comes back.
  const instance = randomBytes(3).toString('hex');
  const serve = (protocol: keyof typeof methods) => (call: AdsCall) =>
    serveStream(call, protocol, `${instance}-${(streams++).toString(36)}-`, observer);

  server.addService(await loadService(`xdsim ${version} on ${hostname()}`, traffic), {
    [methods.sotw]: serve('sotw'),
    [methods.delta]: serve('delta'),
  });

  const port = await canListen(host, asked)
    .then(() => bind(server, address, secured))
    .catch((error: unknown) => {
      server.forceShutdown();
      throw listenError(address, 'xdsAddress', error);
    });

  return { address: formatAddress({ host, port }), close: () => shutDown(server) };
}

/** Asks the system itself: gRPC hides its error code, and prints the error to the terminal besides. */
async function canListen(host: string, port: number): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject).listen(port, host, resolve);
  });
  await new Promise((resolve) => probe.close(resolve));
}

const bind = (server: Server, address: string, credentials: ServerCredentials): Promise<number> =>
  new Promise((resolve, reject) => {
    server.bindAsync(address, credentials, (error, port) => (error ? reject(error) : resolve(port)));
  });

const credentials = (tls: TlsOptions | undefined): ServerCredentials =>
  tls
    ? ServerCredentials.createSsl(
        tls.clientCa ?? null,
        [{ cert_chain: tls.cert, private_key: tls.key }],
        tls.clientCa !== undefined,
      )
    : ServerCredentials.createInsecure();

/** Streams have been ended; connections are closed when their clients took note, or after a while. */
async function shutDown(server: Server): Promise<void> {
  const timer = setTimeout(() => server.forceShutdown(), GOODBYE_MS);
  await new Promise<void>((resolve) => server.tryShutdown(() => resolve()));
  clearTimeout(timer);
}
