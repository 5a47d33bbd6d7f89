import type { Diagnostic } from '@xdsim/api';
import {
  resourceTypeOf,
  typeUrls,
  type Node,
  type Resource,
  type ResourceSet,
  type ResourceType,
} from '@xdsim/envoy';
import { proxyFromNode, type Provenance, type Proxy } from '@xdsim/translator';
import { acceptedOf, keptBy, mayHoldOlder, secretsLacked, statusOf, type StreamState } from '@xdsim/xds';
import { Subject, type Observable } from 'rxjs';
import type { AdsStream, StreamObserver } from '../ads/serve-stream.js';
import type { ChangeLog } from '../change-log.js';
import type { EventLog } from '../event-log.js';
import type { Logger } from '../logger.js';
import type { Secrets } from '../secrets/create-secrets.js';
import { LackingSecrets } from '../secrets/lacking-secrets.js';
import type { Publication, Views } from '../views/views.js';
import type { ProxyStatus } from './proxy-status.js';
import { ProxyClasses, type Member } from './proxy-classes.js';
import type { SetAside } from './quarantine.js';
import { explainRejection, localCauseOf, namedIn } from './rejection.js';
import { softwareOf } from './software-of.js';
import { Stragglers } from './stragglers.js';

/** The proxies that are connected, each by its stream. */
export interface Proxies extends StreamObserver {
  list(): readonly ProxyStatus[];
  /** The same, with all that is known of the streams. */
  listStates(): readonly ProxyState[];
  /** What the proxy that came last under this node id sees. */
  resourcesFor(id: string): ResourceSet | undefined;
  /** Which objects made it. */
  provenanceFor(id: string): Provenance | undefined;
  /** To be called after each publication. */
  published(): void;
  /** To be called when secrets have changed. */
  secretsChanged(): void;
  /** Whether all is settled may have another answer now. */
  readonly progress$: Observable<void>;
  /** No more proxies: the server closes. */
  stop(): void;
}

/** A proxy, and what the protocol knows of its stream. */
export interface ProxyState {
  readonly proxy: ProxyStatus;
  readonly state: StreamState;
}

interface Connected {
  readonly stream: AdsStream;
  readonly node: Node;
  readonly proxy: Proxy;
  readonly connectedAt: Date;
  /** The same moment on the clock of `performance.now()`. */
  readonly start: number;
  /** What it rejected as far as nobody can tell which resource it was about. */
  readonly rejected: Map<ResourceType, Diagnostic>;
  readonly member: Member;
  /** What its view holds. */
  published?: Publication;
  /** The same, with the secrets that it may have. */
  view?: Publication;
  /** Which secrets it asks for and does not get. */
  lacks: LackingSecrets;
  leave(): void;
}

interface Refusal {
  readonly type: ResourceType;
  readonly names: readonly string[];
  /** What the names were names of. */
  readonly content: ReadonlyMap<string, Resource>;
  readonly message: string;
}

export interface ProxiesOptions {
  readonly views: Views;
  readonly secrets: Pick<Secrets, 'resources' | 'changedAt' | 'addTo'>;
  readonly changes: ChangeLog;
  readonly events: EventLog;
  readonly log: Logger;
}

/** What a proxy is not given of what it asks for, as it or one of its class rejected it. */
function missedBy({ stream, member, view }: Connected): readonly SetAside[] {
  const aside = member.setAside(view?.resources);
  if (aside.length === 0) return aside;
  const { types } = statusOf(stream.state);
  return aside.filter(({ type, name }) =>
    types.some((one) => one.type === type && one.watched && (one.wildcard || one.names.has(name))),
  );
}

export function createProxies({ views, secrets, changes, events, log }: ProxiesOptions): Proxies {
  const connected = new Map<AdsStream, Connected>();
  /** By node id, in the order in which they came: usually one, for a moment two. */
  const byId = new Map<string, readonly Connected[]>();
  const classes = new ProxyClasses();
  const stragglers = new Stragglers();
  const progress = new Subject<void>();
  let lastStart = 0;
  let announced: number | undefined;
  /** One that lacks something for good: as long as it does, nobody else need be asked. */
  let lacking: Connected | undefined;
  /** The generation that stragglers are behind. */
  let counted: number | undefined;
  let isEnding = false;

  const newestOf = (id: string): Connected | undefined => byId.get(id)?.at(-1);

  function add(it: Connected): void {
    connected.set(it.stream, it);
    byId.set(it.proxy.id, [...(byId.get(it.proxy.id) ?? []), it]);
  }

  function remove(it: Connected): void {
    connected.delete(it.stream);
    const { id } = it.proxy;
    const others = byId.get(id)?.filter((other) => other !== it) ?? [];
    if (others.length > 0) byId.set(id, others);
    else byId.delete(id);
  }

  /** Since the change was made, or the proxy came if that was later. */
  const msSince = (generation: number, ...starts: readonly number[]): number =>
    Math.max(0, performance.now() - Math.max(changes.madeAt(generation), ...starts));

  const rejectionsOf = (it: Connected): readonly Diagnostic[] => [
    ...it.rejected.values(),
    ...missedBy(it).map(({ diagnostic }) => diagnostic),
  ];

  function reportTroubles({ proxy }: Connected): void {
    const same = byId.get(proxy.id) ?? [];
    const troubles = same.flatMap((it) => [...rejectionsOf(it), ...it.lacks.diagnostics]);
    events.report(`proxy ${proxy.id}`, [...new Set(troubles)]);
  }

  /** Tells of secrets that a proxy asks for and does not get: what needs them fails, and nothing else does. */
  function noteSecrets(it: Connected): void {
    const { state } = it.stream;
    const before = it.lacks;
    const asked = state.types.get(typeUrls.secrets)?.subscription.names;
    it.lacks = before.after({ asked, lacked: secretsLacked(state), secrets: secrets.resources });
    if (it.lacks !== before && it.lacks.names.length + before.names.length > 0) reportTroubles(it);
  }

  /** Gives a proxy what its view holds, and secrets if nobody can read along. */
  function giveWithSecrets(it: Connected, published: Publication): void {
    const { resources, generation } = published;
    it.published = published;
    give(it, { resources: it.stream.isPrivate ? secrets.addTo(resources) : resources, generation });
  }

  /** What was rejected matters until it is accepted in another form, or is gone. */
  function forgetMended(it: Connected): void {
    const before = it.rejected.size;
    if (before === 0) return;
    for (const { type, nack } of statusOf(it.stream.state).types) if (type && !nack) it.rejected.delete(type);
    if (it.rejected.size < before) reportTroubles(it);
  }

  /** Gives a proxy what its view holds, less what its class rejected. */
  function give(it: Connected, publication: Publication): void {
    const before = it.view;
    it.view = publication;
    it.stream.publish({ ...publication, resources: it.member.admit(publication.resources) });
    if (before && it.member.setAside(before.resources).length > 0) reportTroubles(it);
  }

  /** The resources that a NACK is about; undefined as long as that is not known. */
  function culpritsOf({ member }: Connected, refusal: Refusal): readonly Resource[] | undefined {
    const { type, names, content, message } = refusal;
    // A port that is taken now may be free the next time: the proxy opens the others, and tries this one again.
    if (localCauseOf(refusal) === 'port') return undefined;
    const named = namedIn(message, names).flatMap((name) => content.get(name) ?? []);
    if (named.length > 0) return named;
    const suspects = member.search.rejected(type, names, content);
    return suspects.length === 1 ? suspects : undefined;
  }

  /** Puts aside what a proxy rejected. */
  function putAside(
    it: Connected,
    refusal: Refusal,
    culprits: readonly Resource[],
    diagnostic: Diagnostic,
  ): void {
    const { type, names, message } = refusal;
    const isLocal = localCauseOf(refusal) !== undefined;
    for (const { name, version } of culprits)
      it.member.reject({ type, name, version, message, diagnostic }, isLocal);
    // The rest of that response may have been dropped with it: all that were given it are given the rest again. Alone,
    // it leaves nothing behind, and nobody hears of it before there is something new to say.
    if (culprits.length < names.length) giveAgain(it.view);
  }

  /** Gives all proxies that see the same what they are to have of it now. */
  function giveAgain(view: Publication | undefined): void {
    for (const other of connected.values())
      if (view && other.view?.resources === view.resources) give(other, other.view);
  }

  /** Tells of it, once a generation, when every proxy holds what was published. */
  function announceSettled(): void {
    const generation = stragglers.heldByAll;
    // While a publication is handed out, some streams have heard of it and others are still counted by the last one.
    if (generation === undefined || generation !== views.generation || isEnding) return;
    progress.next();
    if (generation === announced || connected.size === 0) return;
    if (lacking && connected.has(lacking.stream) && missedBy(lacking).length > 0) return;
    lacking = [...connected.values()].find((it) => missedBy(it).length > 0);
    if (lacking) return;
    announced = generation;
    events.emit({ kind: 'settled', generation, ms: msSince(generation, lastStart) });
  }

  function describe(it: Connected): ProxyStatus {
    const { stream, node, proxy, connectedAt } = it;
    return {
      id: proxy.id,
      namespace: proxy.namespace,
      protocol: stream.protocol,
      peer: stream.peer,
      connectedAt,
      ...softwareOf(node),
      settled: !stragglers.has(stream),
      setAside: missedBy(it).map(({ type, name, message }) => ({ type, name, message })),
      rejections: rejectionsOf(it),
      missingSecrets: it.lacks.names,
      status: statusOf(stream.state),
    };
  }

  return {
    opened() {},

    identified(stream, node) {
      const proxy = proxyFromNode(node);
      lastStart = performance.now();
      const times = { connectedAt: new Date(), start: lastStart };
      const member = classes.join(proxy, node, {
        accepted: (type, name) => acceptedOf(stream.state, type, name),
        kept: (type, name) => keptBy(stream.state, type, name),
        mayHoldOlder: (type) => mayHoldOlder(stream.state, type),
      });
      const lacks = new LackingSecrets(proxy.id, stream.isPrivate);
      const it: Connected = { stream, node, proxy, ...times, rejected: new Map(), member, lacks, leave() {} };
      add(it);
      stragglers.update(stream);
      events.emit({ kind: 'proxy-connected', proxy: proxy.id });
      it.leave = views.join(proxy, (publication) => giveWithSecrets(it, publication));
    },

    acked(stream, { typeUrl, version, generation }) {
      const it = connected.get(stream);
      const type = resourceTypeOf(typeUrl);
      if (!it || !type) return;
      // What one of a class accepts, others can't have rejected for what it is.
      if (it.member.accept(type)) giveAgain(it.view);
      if (it.member.search.goOn(type) && it.view) give(it, it.view);
      const ms = msSince(generation, it.start, type === 'secrets' ? secrets.changedAt : 0);
      events.emit({ kind: 'acked', proxy: it.proxy.id, type, version, generation, ms });
    },

    nacked(stream, { typeUrl, version, generation, message, resources: names, content }) {
      const it = connected.get(stream);
      const type = resourceTypeOf(typeUrl);
      if (!it || !type) return;
      const proxy = it.proxy.id;
      const refusal = { type, names, content, message };
      const culprits = culpritsOf(it, refusal);
      const about = culprits?.map(({ name }) => name) ?? names;
      const diagnostic = explainRejection(
        { proxy, type, message, names: about },
        views.provenanceFor(it.proxy),
      );
      if (culprits) putAside(it, refusal, culprits, diagnostic);
      else it.rejected.set(type, diagnostic);
      // Half of what may be wrong is held back; or what was wrong is found, and the next part is offered.
      if ((!culprits || it.member.search.goOn(type)) && it.view) give(it, it.view);
      reportTroubles(it);
      events.emit({ kind: 'nacked', proxy, type, version, generation, message, diagnostic });
      progress.next();
    },

    progressed(stream) {
      const it = connected.get(stream);
      if (!it) return;
      forgetMended(it);
      noteSecrets(it);
      stragglers.update(stream);
      announceSettled();
    },

    closed(stream) {
      const it = connected.get(stream);
      if (!it) return;
      remove(it);
      stragglers.remove(stream);
      it.leave();
      it.member.leave();
      reportTroubles(it);
      events.emit({ kind: 'proxy-disconnected', proxy: it.proxy.id });
      announceSettled();
    },

    failed: (stream, error) => log.error({ err: error, peer: stream.peer }, 'a stream failed and is ended'),

    list: () => [...connected.values()].map(describe),

    listStates: () => [...connected.values()].map((it) => ({ proxy: describe(it), state: it.stream.state })),

    resourcesFor: (id) => newestOf(id)?.view?.resources,

    provenanceFor(id) {
      const newest = newestOf(id);
      return newest && views.provenanceFor(newest.proxy);
    },

    published() {
      if (views.generation !== counted) stragglers.recount(connected.keys(), views.generation);
      counted = views.generation;
      progress.next();
      announceSettled();
    },

    secretsChanged() {
      for (const it of connected.values()) if (it.published) giveWithSecrets(it, it.published);
      progress.next();
    },

    progress$: progress,

    stop() {
      isEnding = true;
      progress.complete();
    },
  };
}
