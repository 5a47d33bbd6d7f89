import { resourceTypeOf, type ResourceSet } from '@xdsim/envoy';
import { proxyFromNode, type Provenance } from '@xdsim/translator';
import { acceptedOf, keptBy, mayHoldOlder, type StreamState } from '@xdsim/xds';
import { Subject, type Observable } from 'rxjs';
import type { StreamObserver } from '../ads/serve-stream.js';
import type { ChangeLog } from '../change-log.js';
import type { EventLog } from '../event-log.js';
import { refusal } from '../limits/refusal.js';
import type { Logger } from '../logger.js';
import type { Secrets } from '../secrets/create-secrets.js';
import { LackingSecrets } from '../secrets/lacking-secrets.js';
import type { Publication } from '../views/publication.js';
import type { Views } from '../views/views.js';
import type { Connected } from './connected.js';
import { describeProxy } from './describe-proxy.js';
import type { Holdings } from './holdings.js';
import type { RemovalGuard } from '../removal-guard.js';
import type { ProxyStatus } from './proxy-status.js';
import { Quarantine } from './quarantine.js';
import { Rejections } from './rejections.js';
import { Roster } from './roster.js';
import { Search } from './search.js';
import { Settlement } from './settlement.js';
import { Troubles } from './troubles.js';
import { unservedRole } from './unserved-role.js';

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
  /** Whether any proxy has been given something. */
  holdAnything(): boolean;
  /** How many are left with what they hold from before, as there is nothing to give them. */
  waiting(): number;
  /** Gives them what there is by now, if that is anything. */
  giveWaiting(): void;
  /** Has it asked again whether all is settled. */
  lookAgain(): void;
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

export interface ProxiesOptions {
  readonly views: Views;
  readonly secrets: Pick<Secrets, 'resources' | 'changedAt' | 'addTo'>;
  readonly changes: ChangeLog;
  /** Whether a proxy that holds something from before is left with it. */
  readonly guard: Pick<RemovalGuard, 'isEmptyStart'>;
  /** Told when the number of those changes. */
  waiting(): void;
  readonly events: EventLog;
  readonly log: Logger;
}

/** Whether a proxy says that it holds something from an earlier stream. */
const comesWithSomething = ({ stream }: Connected): boolean =>
  [...stream.state.types.values()].some(({ resumed }) => resumed);

const noRoom = refusal('views', 'too many proxies that see different things');

export function createProxies(options: ProxiesOptions): Proxies {
  const { views, secrets, changes, guard, events, log } = options;
  const roster = new Roster();
  const settlement = new Settlement(roster);
  const troubles = new Troubles(roster, events);
  const rejections = new Rejections(views, troubles);
  const progress = new Subject<void>();
  /** Left with what they hold, and what they would be given instead. */
  const waiting = new Map<Connected, Publication>();
  let lastStart = 0;
  let isEnding = false;

  const newestOf = (id: string): Connected | undefined => roster.withId(id).at(-1);

  /** Since the change was made, or the proxy came if that was later. */
  const msSince = (generation: number, ...starts: readonly number[]): number =>
    Math.max(0, performance.now() - Math.max(changes.madeAt(generation), ...starts));

  /** Gives a proxy what its view holds, and secrets if nobody can read along. */
  function give(it: Connected, published: Publication): void {
    if (guard.isEmptyStart && !it.published && comesWithSomething(it)) {
      const isNew = !waiting.has(it);
      waiting.set(it, published);
      if (isNew) options.waiting();
      return;
    }
    waiting.delete(it);
    const { resources, generation } = published;
    it.published = published;
    const withSecrets = it.stream.isPrivate ? secrets.addTo(resources) : resources;
    rejections.give(it, { resources: withSecrets, generation });
  }

  /** Tells of it, once a generation, when every proxy holds what was published. */
  function announceSettled(): void {
    const { generation } = views;
    if (generation === undefined || isEnding || !settlement.isAnswered(generation)) return;
    progress.next();
    if (settlement.isNews(generation))
      events.emit({ kind: 'settled', generation, ms: msSince(generation, lastStart) });
  }

  const describe = (it: Connected): ProxyStatus => describeProxy(it, settlement.isSettled(it));

  return {
    opened() {},

    identified(stream, node) {
      const proxy = proxyFromNode(node);
      lastStart = performance.now();
      const times = { connectedAt: new Date(), start: lastStart };
      const holds: Holdings = {
        accepted: (type, name) => acceptedOf(stream.state, type, name),
        kept: (type, name) => keptBy(stream.state, type, name),
        mayHoldOlder: (type) => mayHoldOlder(stream.state, type),
      };
      const verdicts = { rejected: new Map(), quarantine: new Quarantine(holds), search: new Search(holds) };
      const lacks = new LackingSecrets(proxy.id, stream.isPrivate);
      const it: Connected = { stream, node, proxy, ...times, ...verdicts, lacks, leave() {} };
      roster.add(it);
      settlement.progressed(it);
      events.emit({ kind: 'proxy-connected', proxy: proxy.id });
      if (unservedRole(node).length > 0) troubles.report(it);
      // Not in the midst of what the stream is just doing.
      const turnAway = (): void => void setImmediate(() => stream.refuse(noRoom));
      const guest = { peer: stream.network, turnAway };
      it.leave = views.join(proxy, (publication) => give(it, publication), guest);
    },

    acked(stream, { typeUrl, version, generation }) {
      const it = roster.get(stream);
      const type = resourceTypeOf(typeUrl);
      if (!it || !type) return;
      rejections.accepted(it, type);
      const ms = msSince(generation, it.start, type === 'secrets' ? secrets.changedAt : 0);
      events.emit({ kind: 'acked', proxy: it.proxy.id, type, version, generation, ms });
    },

    nacked(stream, { typeUrl, version, generation, message, resources: names, content }) {
      const it = roster.get(stream);
      const type = resourceTypeOf(typeUrl);
      if (!it || !type) return;
      const diagnostic = rejections.rejected(it, { type, names, content, message, generation });
      events.emit({ kind: 'nacked', proxy: it.proxy.id, type, version, generation, message, diagnostic });
      progress.next();
    },

    progressed(stream) {
      const it = roster.get(stream);
      if (!it) return;
      troubles.forgetMended(it);
      troubles.noteSecrets(it, secrets.resources);
      settlement.progressed(it);
      announceSettled();
    },

    closed(stream) {
      const it = roster.get(stream);
      if (!it) return;
      roster.remove(it);
      if (waiting.delete(it)) options.waiting();
      settlement.left(it);
      it.leave();
      troubles.report(it);
      events.emit({ kind: 'proxy-disconnected', proxy: it.proxy.id });
      announceSettled();
    },

    failed: (stream, error) => log.error({ err: error, peer: stream.peer }, 'a stream failed and is ended'),

    list: () => roster.all().map(describe),

    listStates: () => roster.all().map((it) => ({ proxy: describe(it), state: it.stream.state })),

    resourcesFor: (id) => newestOf(id)?.view?.resources,

    provenanceFor(id) {
      const newest = newestOf(id);
      return newest && views.provenanceFor(newest.proxy);
    },

    published() {
      settlement.published(views.generation);
      progress.next();
      announceSettled();
    },

    holdAnything: () => roster.size > 0,

    waiting: () => waiting.size,

    giveWaiting() {
      for (const [it, publication] of waiting) give(it, publication);
    },

    lookAgain: () => progress.next(),

    secretsChanged() {
      for (const it of roster.all()) if (it.published) give(it, it.published);
      progress.next();
    },

    progress$: progress,

    stop() {
      isEnding = true;
      progress.complete();
    },
  };
}
