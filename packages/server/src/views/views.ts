import type { Diagnostic } from '@xdsim/api';
import type { ResourceSet } from '@xdsim/envoy';
import type { Change, RegistrySnapshot } from '@xdsim/registry';
import { viewKey, withoutOwnAddress } from '@xdsim/translator';
import type { Provenance, Proxy, TranslateOptions } from '@xdsim/translator';
import { createSnapshotCache } from '@xdsim/xds';
import type { Logger } from '../logger.js';
import { Families } from './families.js';
import { IdleView } from './idle-view.js';
import { Party, type Guest } from './party.js';
import { Pieces } from './pieces.js';
import type { Deliver } from './publication.js';
import { hasRoom, type Room } from './room.js';
import type { View } from './view.js';

/**
 * What the proxies see. Proxies that see the same share a view, and with it one translation and its bytes: those of which the
 * translation has asked the same and heard the same. A view lasts while someone looks at it, and the last one for a while longer.
 */
export interface Views {
  /**
   * Translates the snapshot for every view. Before the first call views are empty-handed: proxies wait. Resolves when
   * all have been given it, or a later one; what is little is done at once.
   * @param change from what was published before: a view then costs what the change can have touched
   */
  publish(snapshot: RegistrySnapshot, change?: Change): Promise<void>;
  /** Gives to all who look what was published last, as nothing newer comes soon. */
  repeat(): void;
  /** Has a view ready for proxies that see the same as this one, which may come. */
  expect(proxy: Proxy): void;
  /**
   * Returns how to leave.
   * @param guest who is turned away where there is no room for one view more
   */
  join(proxy: Proxy, deliver: Deliver, guest?: Guest): () => void;
  resourcesFor(proxy: Proxy): ResourceSet | undefined;
  /** Which objects made the resources that a proxy sees. */
  provenanceFor(proxy: Proxy): Provenance | undefined;
  /** Of the last snapshot that all have been given. */
  readonly generation: number | undefined;
  /** What translation last threw, for any view; `undefined` when all is well. */
  readonly failure: unknown;
  /** Nothing is translated any more. */
  close(): void;
}

export interface ViewsOptions {
  readonly translate: TranslateOptions;
  readonly log: Logger;
  /** Without end unless given. */
  readonly room?: Room;
  /** The generation that there is by now, and that is published soon if it is not yet. */
  newest(): number;
  /** Gets how long the translation of a view took. */
  translated?(seconds: number): void;
  /** Gets what the translations of all views found, whenever it may have changed. */
  report(diagnostics: readonly Diagnostic[]): void;
  /** All have been given what was published. */
  published?(): void;
}

const none: readonly Diagnostic[] = [];

const endless: Room = { resources: Infinity, perPeer: Infinity };
const anybody: Guest = { peer: '', turnAway: () => undefined };

export function createViews({
  translate: options,
  log,
  room = endless,
  newest,
  report,
  translated,
  published: handedOut,
}: ViewsOptions): Views {
  const cache = createSnapshotCache();
  const families = new Families(options);
  const parties = new Map<string, Party>();
  const idle = new IdleView<View>(forget);
  const pieces = new Pieces(finished);
  let waiting: (() => void)[] = [];
  let reported: ReadonlySet<readonly Diagnostic[]> = new Set();
  let published: RegistrySnapshot | undefined;
  let generation: number | undefined;

  /** Gives a view what is published now, with rests. */
  function* bringUpToDate(view: View, isUp: () => boolean): Generator<undefined, void> {
    if (!families.has(view)) return;
    const made = yield* view.translate(isUp);
    if (!made || !families.has(view)) return;
    if (view.failure !== undefined || !view.translation) {
      // A mistake in this program, not in what the user wrote: what the proxies hold stays, and somebody must hear of it.
      const details = { err: view.failure, generation: made.generation };
      log.error(details, 'translation failed: proxies keep what they have');
    } else {
      translated?.(made.ms / 1000);
      cache.set(view.id, view.translation.resources, made.generation);
      regroup(view);
    }
    yield* handOut(view, isUp);
  }

  /** Who has it already is told nothing new: who came meanwhile, and all where it failed but those who waited for it. */
  function* handOut(view: View, isUp: () => boolean): Generator<undefined, void> {
    const publication = cache.get(view.id);
    if (!publication) return;
    for (const party of view.parties) {
      if (!view.knows(party)) continue;
      for (const deliver of party.lookers) {
        deliver(publication);
        if (isUp()) yield;
      }
    }
  }

  /** Has parties look elsewhere that see something else by now, and all of them where they see what others see. */
  function regroup(view: View): void {
    const isFirst = view.isFresh;
    const elder = view.hasNewEdition() ? families.elderOf(view) : undefined;
    const strangers = view.strangers();
    for (const party of elder ? [...view.parties] : strangers)
      seat(party, elder ?? families.find(party, isFirst ? view : undefined));
    if (view.parties.size === 0 && !idle.has(view)) forget(view);
  }

  /** Has a party look at a view, or at one of its own. One that is ready is given to it. */
  function seat(party: Party, known: View | undefined): void {
    if (!known && !hasRoom(families.views(), party, room)) {
      families.leave(party);
      for (const guest of party.guests.values()) guest.turnAway();
      return;
    }
    const view = known ?? families.open(party);
    families.seat(party, view);
    idle.take(view);
    if (known) welcome(party, party.lookers);
    else plan(view);
  }

  /** Gives what there is to some who came. What was said before they did is not to reach them as a change of what they have. */
  function welcome(party: Party, lookers: Iterable<Deliver>): void {
    const view = families.viewOf(party);
    if (!view?.knows(party) || view.isBehind || published?.generation !== newest()) return;
    const publication = cache.get(view.id);
    if (publication) for (const deliver of lookers) deliver(publication);
  }

  function plan(view: View, change?: Change): void {
    if (!published) return;
    // What is new lets those pass that are served already.
    const how = { canWait: view.translation === undefined };
    if (view.plan(published, change)) pieces.add((isUp) => bringUpToDate(view, isUp), how);
  }

  function finished(): void {
    if (!published) return;
    ({ generation } = published);
    reportAll();
    handedOut?.();
    const all = waiting;
    waiting = [];
    for (const resolve of all) resolve();
  }

  function reportAll(): void {
    const all = new Set(Array.from(families.views(), ({ translation }) => translation?.diagnostics ?? none));
    if (all.size === reported.size && [...all].every((one) => reported.has(one))) return;
    reported = all;
    const found = new Map<string, Diagnostic>();
    for (const diagnostics of all)
      for (const diagnostic of diagnostics) found.set(JSON.stringify(diagnostic), diagnostic);
    report([...found.values()]);
  }

  function forget(view: View): void {
    families.remove(view);
    cache.delete(view.id);
    if (view.translation?.diagnostics.length) reportAll();
  }

  const viewOf = (proxy: Proxy): View | undefined => {
    const party = parties.get(viewKey(proxy));
    return party && families.viewOf(party);
  };

  return {
    publish(snapshot, change) {
      if (snapshot.generation === published?.generation) return Promise.resolve();
      published = snapshot;
      const done = new Promise<void>((resolve) => waiting.push(resolve));
      for (const view of families.views()) plan(view, change);
      pieces.begin();
      return done;
    },

    repeat() {
      for (const view of families.views()) for (const party of view.parties) welcome(party, party.lookers);
    },

    expect(proxy) {
      const party = new Party(proxy);
      if (families.find(party)) return;
      const view = families.open(party);
      idle.keep(view, families.size === 1);
      plan(view);
      pieces.begin();
    },

    join(proxy, give, guest = anybody) {
      const key = viewKey(proxy);
      const deliver: Deliver = ({ resources, generation: of }) =>
        give({ resources: withoutOwnAddress(resources, proxy), generation: of });
      const party = parties.get(key) ?? new Party(proxy);
      parties.set(key, party);
      party.guests.set(deliver, guest);
      if (families.viewOf(party)) welcome(party, [deliver]);
      else seat(party, families.find(party));
      pieces.begin();
      return () => {
        party.guests.delete(deliver);
        if (party.guests.size > 0) return;
        parties.delete(key);
        const view = families.viewOf(party);
        families.leave(party);
        if (view?.parties.size === 0) idle.keep(view, families.size === 1);
      };
    },

    resourcesFor(proxy) {
      const view = viewOf(proxy);
      const resources = view && cache.get(view.id)?.resources;
      return resources && withoutOwnAddress(resources, proxy);
    },
    provenanceFor: (proxy) => viewOf(proxy)?.translation?.provenance,
    get generation() {
      return generation;
    },
    get failure() {
      return [...families.views()].find((view) => view.failure !== undefined)?.failure;
    },
    close() {
      pieces.stop();
      idle.close();
    },
  };
}
