import type { Diagnostic } from '@xdsim/api';
import type { ResourceSet } from '@xdsim/envoy';
import type { Change, RegistrySnapshot } from '@xdsim/registry';
import { viewKey, withoutOwnAddress } from '@xdsim/translator';
import type { Provenance, Proxy, TranslateOptions } from '@xdsim/translator';
import { createSnapshotCache } from '@xdsim/xds';
import type { Logger } from '../logger.js';
import { IdleView } from './idle-view.js';
import { Pieces } from './pieces.js';
import { View } from './view.js';

/** What a view holds now. */
export interface Publication {
  readonly resources: ResourceSet;
  readonly generation: number;
}

/** Gets the present publication of a view if there is one and nothing newer comes soon, and each later one. */
export type Deliver = (publication: Publication) => void;

/**
 * What the proxies see. Proxies that see the same share a view, and with it one translation and its bytes; a view lasts
 * while someone looks at it, and the last one for a while longer.
 */
export interface Views {
  /**
   * Translates the snapshot for every view. Before the first call views are empty-handed: proxies wait. Resolves when
   * all have been given it, or a later one; what is little is done at once.
   * @param change from what was published before: a view then costs what the change can have touched
   */
  publish(snapshot: RegistrySnapshot, change?: Change): Promise<void>;
  /** Has a view ready for proxies that see the same as this one, which may come. */
  expect(proxy: Proxy): void;
  /** Returns how to leave. */
  join(proxy: Proxy, deliver: Deliver): () => void;
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

export function createViews({
  translate: options,
  log,
  newest,
  report,
  translated,
  published: handedOut,
}: ViewsOptions): Views {
  const cache = createSnapshotCache();
  const views = new Map<string, View<Deliver>>();
  const idle = new IdleView<View<Deliver>>(forget);
  const pieces = new Pieces(finished);
  let waiting: (() => void)[] = [];
  let reported: ReadonlySet<readonly Diagnostic[]> = new Set();
  let published: RegistrySnapshot | undefined;
  let generation: number | undefined;

  /** Gives a view what is published now, with rests. */
  function* bringUpToDate(view: View<Deliver>, isUp: () => boolean): Generator<undefined, void> {
    if (views.get(view.key) !== view) return;
    const made = yield* view.translate(isUp);
    if (!made || views.get(view.key) !== view) return;
    if (view.failure !== undefined || !view.translation) {
      // A mistake in this program, not in what the user wrote: what the proxies hold stays, and somebody must hear of it.
      const details = { err: view.failure, generation: made.generation };
      log.error(details, 'translation failed: proxies keep what they have');
    } else {
      translated?.(made.ms / 1000);
      cache.set(view.key, view.translation.resources, made.generation);
    }
    const publication = cache.get(view.key);
    if (!publication) return;
    // Who has it already is told nothing new: who came meanwhile, and all where it failed but those who waited for it.
    for (const deliver of view.lookers) {
      deliver(publication);
      if (isUp()) yield;
    }
  }

  function plan(view: View<Deliver>, change?: Change): void {
    if (!published) return;
    if (view.plan(published, change)) pieces.add((isUp) => bringUpToDate(view, isUp));
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
    const all = new Set(Array.from(views.values(), ({ translation }) => translation?.diagnostics ?? none));
    if (all.size === reported.size && [...all].every((one) => reported.has(one))) return;
    reported = all;
    const found = new Map<string, Diagnostic>();
    for (const diagnostics of all)
      for (const diagnostic of diagnostics) found.set(JSON.stringify(diagnostic), diagnostic);
    report([...found.values()]);
  }

  function open(key: string, proxy: Proxy): View<Deliver> {
    const view = new View<Deliver>(key, proxy, options);
    views.set(key, view);
    return view;
  }

  function forget(view: View<Deliver>): void {
    views.delete(view.key);
    cache.delete(view.key);
    if (view.translation?.diagnostics.length) reportAll();
  }

  return {
    publish(snapshot, change) {
      if (snapshot.generation === published?.generation) return Promise.resolve();
      published = snapshot;
      const done = new Promise<void>((resolve) => waiting.push(resolve));
      for (const view of views.values()) plan(view, change);
      pieces.begin();
      return done;
    },

    expect(proxy) {
      const key = viewKey(proxy);
      if (views.has(key)) return;
      const view = open(key, proxy);
      idle.keep(view, views.size === 1);
      plan(view);
      pieces.begin();
    },

    join(proxy, give) {
      const key = viewKey(proxy);
      const deliver: Deliver = ({ resources, generation: of }) =>
        give({ resources: withoutOwnAddress(resources, proxy), generation: of });
      const known = views.get(key);
      const view = known ?? open(key, proxy);
      idle.take(view);
      view.lookers.add(deliver);
      const publication = cache.get(key);
      // What was said before a proxy came is not to reach it as a change of what it was given first.
      const isNewest = published?.generation === newest() && !view.isBehind;
      if (publication && isNewest) deliver(publication);
      if (!known) {
        plan(view);
        pieces.begin();
      }
      return () => {
        view.lookers.delete(deliver);
        if (view.lookers.size === 0) idle.keep(view, views.size === 1);
      };
    },

    resourcesFor(proxy) {
      const resources = cache.get(viewKey(proxy))?.resources;
      return resources && withoutOwnAddress(resources, proxy);
    },
    provenanceFor: (proxy) => views.get(viewKey(proxy))?.translation?.provenance,
    get generation() {
      return generation;
    },
    get failure() {
      return [...views.values()].find((view) => view.failure !== undefined)?.failure;
    },
    close() {
      pieces.stop();
      idle.close();
    },
  };
}
