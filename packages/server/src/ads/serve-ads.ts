import { randomBytes } from 'node:crypto';
import { Server, status, type ServerCredentials } from '@grpc/grpc-js';
import { ReflectionService } from '@grpc/reflection';
import type { Protocol } from '@xdsim/xds';
import type { Observable } from 'rxjs';
import type { Forbids } from '../access/access-control.js';
import { purposeOf } from '../calls/call-purpose.js';
import { guardCalls } from '../calls/guard-calls.js';
import { acceptConnections, type Connections } from '../connections/accept-connections.js';
import { drain } from '../connections/drain.js';
import { AskedNames } from '../limits/asked-names.js';
import { grpcOptions } from '../limits/grpc-options.js';
import type { Limits } from '../limits/limits.js';
import { Outgoing } from '../limits/outgoing.js';
import type { Refusal } from '../limits/refusal.js';
import { Turns } from '../limits/turns.js';
import type { Listening } from '../listening.js';
import type { Traffic } from '../metrics/traffic.js';
import type { ProxyState } from '../proxies/proxies.js';
import { addDiscoveryServices } from '../services/add-discovery-services.js';
import { addClientStatus } from '../services/client-status/add-client-status.js';
import { encodersOf } from '../services/encoders.js';
import { addHealth } from '../services/health.js';
import { linkFiles } from '../services/link-files.js';
import { loadDefinitions } from '../services/load-definitions.js';
import { sendShared } from '../calls/send-shared.js';
import { serveStream, type AdsCall, type AdsStream, type StreamObserver } from './serve-stream.js';

export interface AdsOptions {
  readonly address: string;
  readonly credentials: ServerCredentials;
  readonly limits: Limits;
  /** How long clients get to go when the server closes. */
  readonly drainMs: number;
  /** Why this node may not be served on this call, if it may not. */
  readonly forbids: Forbids;
  /** What is forbidden is something else now. */
  readonly changed$: Observable<void>;
  /** Whether nobody between here and this `IP:PORT` can read along. */
  readonly isPrivate: (peer: string) => boolean;
  readonly observer: StreamObserver;
  readonly traffic: Traffic;
  /** What the client status service tells. */
  proxies(): readonly ProxyState[];
  /** What visitors of that service have to show, as those of the admin address. */
  readonly token?: string | undefined;
  /** What the health service tells. */
  readonly ready$: Observable<boolean>;
  /** A client went too far, and was ended or not taken on. */
  readonly refused: (refused: Refused) => void;
}

export interface Refused extends Refusal {
  /** `IP:PORT` of the client. */
  readonly peer: string;
  /** The node id, if it was told. */
  readonly proxy: string | undefined;
}

/** Of the time to drain, what is left for clients to take note when all streams have ended. */
const GOODBYE = 0.5;

/**
 * Listens for ADS streams, state of the world and incremental.
 *
 * @throws ListenError
 */
export async function serveAds(options: AdsOptions): Promise<Listening> {
  const { address, credentials, limits, drainMs, forbids, isPrivate, observer, traffic } = options;
  const refuse = (peer: string, why: Refusal, proxy?: string): void =>
    options.refused({ ...why, peer, proxy });
  const turns = new Turns();
  const guard = guardCalls({
    limits,
    turns,
    purposeOf,
    connections: () => connections,
    refused: refuse,
  });
  const encoders = encodersOf(traffic);
  const interceptors = [sendShared(encoders), guard.intercept];
  const server = new Server({ ...grpcOptions(limits), interceptors });
  const injector = server.createConnectionInjector(credentials);
  const connections: Connections = await acceptConnections({
    address,
    limits,
    // Connections come in bursts of hundreds, and to begin a session takes a while. By then all may be over.
    accept: (socket) => {
      const drop = turns.take(() => (isClosing ? socket.destroy() : injector.injectConnection(socket)));
      socket.once('close', drop);
    },
    refused: refuse,
  });

  const outgoing = new Outgoing(limits.outgoingBytes, limits.slowReadMs);
  const shared = { turns, outgoing, askedNames: new AskedNames(limits.names) };
  const open = new Set<AdsStream>();
  let streams = 0;
  let isClosing = false;
  // A nonce that no other stream has, of this server or another, is known for an old one when it comes back.
  const instance = randomBytes(3).toString('hex');

  const serve = (protocol: Protocol, typeUrl?: string) => (call: AdsCall) => {
    if (isClosing) {
      call.emit('error', { code: status.UNAVAILABLE, details: 'the server is shutting down' });
      return;
    }
    serveStream(call, {
      ...shared,
      protocol,
      typeUrl,
      limits,
      forbids,
      isPrivate,
      noncePrefix: `${instance}-${(streams++).toString(36)}-`,
      refused: (stream, why) => refuse(stream.peer, why, stream.state.node?.id),
      observer: {
        ...observer,
        opened(stream) {
          open.add(stream);
          observer.opened(stream);
        },
        closed(stream) {
          open.delete(stream);
          observer.closed(stream);
        },
      },
    });
  };
  const definitions = await loadDefinitions();
  addDiscoveryServices(server, { definitions, encoders, serve });
  addClientStatus(server, { definitions, proxies: options.proxies, token: options.token, forbids });
  const stopHealth = addHealth(server, options.ready$);
  new ReflectionService(linkFiles(definitions)).addToServer(server);

  const changes = options.changed$.subscribe(() => {
    for (const stream of open) stream.reconsider();
  });
  const checks = setInterval(() => {
    const now = performance.now();
    for (const stream of open) stream.check(now);
    outgoing.check(now);
    guard.check(now);
    connections.check(now);
  }, checkEveryMs(limits)).unref();

  return {
    address: connections.address,
    async close() {
      isClosing = true;
      connections.stop();
      // Also while streams are being ended: with thousands of them that takes a while, and clients may be slow to go.
      const timer = setTimeout(() => {
        server.forceShutdown();
        // A connection that is closed in good order waits for its other end, however long that takes.
        connections.cutAll();
      }, drainMs);
      await drain(open, drainMs * (1 - GOODBYE));
      clearInterval(checks);
      changes.unsubscribe();
      stopHealth();
      await new Promise<void>((resolve) => server.tryShutdown(() => resolve()));
      clearTimeout(timer);
      // gRPC does not know of those that were not its own yet.
      connections.cutAll();
    },
  };
}

/** Often enough for the shortest limit. */
function checkEveryMs({ firstRequestMs, unansweredMs, slowReadMs }: Limits): number {
  return Math.min(Math.max(Math.min(firstRequestMs, unansweredMs, slowReadMs) / 4, 20), 250);
}
