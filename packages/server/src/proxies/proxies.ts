import { status } from '@grpc/grpc-js';
import type { Diagnostic } from '@xdsim/api';
import { resourceTypes, typeUrls, type Node, type ResourceSet, type ResourceType } from '@xdsim/envoy';
import { proxyFromNode, type Proxy } from '@xdsim/translator';
import { statusOf } from '@xdsim/xds';
import { Subject, type Observable } from 'rxjs';
import type { AdsStream, StreamObserver } from '../ads/serve-stream.js';
import type { ChangeLog } from '../change-log.js';
import type { EventLog } from '../event-log.js';
import type { Logger } from '../logger.js';
import type { Views } from '../views.js';
import type { ProxyStatus } from './proxy-status.js';
import { explainRejection } from './rejection.js';
import { softwareOf } from './software-of.js';
import { Stragglers } from './stragglers.js';

/** The proxies that are connected, each by its stream. */
export interface Proxies extends StreamObserver {
  list(): readonly ProxyStatus[];
  /** What the proxy that came last under this node id sees. */
  resourcesFor(id: string): ResourceSet | undefined;
  /** To be called after each publication. */
  published(): void;
  /** Whether all is settled may have another answer now. */
  readonly progress$: Observable<void>;
  /** No more proxies: the server closes. */
  endAll(): void;
}

interface Connected {
  readonly stream: AdsStream;
  readonly node: Node;
  readonly proxy: Proxy;
  readonly connectedAt: Date;
  /** The same moment on the clock of `performance.now()`. */
  readonly start: number;
  readonly rejected: Map<ResourceType, Diagnostic>;
  leave(): void;
}

export interface ProxiesOptions {
  readonly views: Views;
  readonly changes: ChangeLog;
  readonly events: EventLog;
  readonly log: Logger;
}

const typeOf = (typeUrl: string): ResourceType | undefined =>
  resourceTypes.find((type) => typeUrls[type] === typeUrl);

export function createProxies({ views, changes, events, log }: ProxiesOptions): Proxies {
  const streams = new Set<AdsStream>();
  const connected = new Map<AdsStream, Connected>();
  const stragglers = new Stragglers();
  const progress = new Subject<void>();
  let lastStart = 0;
  let announced: number | undefined;
  let isEnding = false;

  /** Since the change was made, or the proxy came if that was later. */
  const msSince = (generation: number, start: number): number =>
    Math.max(0, performance.now() - Math.max(start, changes.madeAt(generation)));

  function reportRejections({ proxy }: Connected): void {
    const same = [...connected.values()].filter((other) => other.proxy.id === proxy.id);
    const rejections = same.flatMap(({ rejected }) => [...rejected.values()]);
    events.report(`proxy ${proxy.id}`, rejections);
  }

  /** What was rejected matters until it is accepted in another form, or is gone. */
  function forgetMended(it: Connected): void {
    const before = it.rejected.size;
    if (before === 0) return;
    for (const { type, nack } of statusOf(it.stream.state).types) if (type && !nack) it.rejected.delete(type);
    if (it.rejected.size < before) reportRejections(it);
  }

  /** Tells of it, once a generation, when every proxy holds what was published. */
  function announceSettled(): void {
    const generation = stragglers.heldByAll;
    if (generation === undefined || isEnding) return;
    progress.next();
    if (generation === announced || connected.size === 0) return;
    announced = generation;
    events.emit({ kind: 'settled', generation, ms: msSince(generation, lastStart) });
  }

  return {
    opened: (stream) => void streams.add(stream),

    identified(stream, node) {
      const proxy = proxyFromNode(node);
      lastStart = performance.now();
      const times = { connectedAt: new Date(), start: lastStart };
      const it: Connected = { stream, node, proxy, ...times, rejected: new Map(), leave() {} };
      connected.set(stream, it);
      stragglers.update(stream);
      events.emit({ kind: 'proxy-connected', proxy: proxy.id });
      it.leave = views.join(proxy, (publication) => stream.publish(publication));
    },

    acked(stream, { typeUrl, version, generation }) {
      const it = connected.get(stream);
      const type = typeOf(typeUrl);
      if (!it || !type) return;
      const ms = msSince(generation, it.start);
      events.emit({ kind: 'acked', proxy: it.proxy.id, type, version, generation, ms });
    },

    nacked(stream, { typeUrl, version, generation, message, resources: names }) {
      const it = connected.get(stream);
      const type = typeOf(typeUrl);
      if (!it || !type) return;
      const proxy = it.proxy.id;
      const diagnostic = explainRejection({ proxy, type, message, names }, views.provenanceFor(it.proxy));
      it.rejected.set(type, diagnostic);
      reportRejections(it);
      events.emit({ kind: 'nacked', proxy, type, version, generation, message, diagnostic });
      progress.next();
    },

    progressed(stream) {
      const it = connected.get(stream);
      if (!it) return;
      forgetMended(it);
      stragglers.update(stream);
      announceSettled();
    },

    closed(stream) {
      streams.delete(stream);
      const it = connected.get(stream);
      if (!it) return;
      connected.delete(stream);
      stragglers.remove(stream);
      it.leave();
      reportRejections(it);
      events.emit({ kind: 'proxy-disconnected', proxy: it.proxy.id });
      announceSettled();
    },

    failed: (stream, error) => log.error({ err: error, peer: stream.peer }, 'a stream failed and is ended'),

    list: () =>
      [...connected.values()].map(({ stream, node, proxy, connectedAt }) => ({
        id: proxy.id,
        namespace: proxy.namespace,
        protocol: stream.protocol,
        peer: stream.peer,
        connectedAt,
        ...softwareOf(node),
        settled: !stragglers.has(stream),
        status: statusOf(stream.state),
      })),

    resourcesFor(id) {
      const newest = [...connected.values()].findLast(({ proxy }) => proxy.id === id);
      return newest && views.resourcesFor(newest.proxy);
    },

    published() {
      stragglers.recount(connected.keys(), views.generation);
      progress.next();
      announceSettled();
    },

    progress$: progress,

    endAll() {
      isEnding = true;
      progress.complete();
      for (const stream of streams) stream.end(status.UNAVAILABLE, 'the server is shutting down');
    },
  };
}
