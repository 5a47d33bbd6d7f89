import type { Diagnostic } from '@xdsim/api';
import type { ResourceSet } from '@xdsim/envoy';
import type { Change, RegistrySnapshot } from '@xdsim/registry';
import type { Provenance, Proxy, TranslateOptions, Translation, Translator } from '@xdsim/translator';
import { atNoAddress, createTranslator, viewKey, withoutOwnAddress } from '@xdsim/translator';
import { createSnapshotCache } from '@xdsim/xds';
import type { Logger } from './logger.js';

/** What a view holds now. */
export interface Publication {
  readonly resources: ResourceSet;
  readonly generation: number;
}

/** Gets the present publication of a view if there is one, and each later one. */
export type Deliver = (publication: Publication) => void;

/**
 * What the proxies see. Proxies that see the same share a view, and with it one translation and its bytes; a view lasts
 * while someone looks at it.
 */
export interface Views {
  /**
   * Translates the snapshot for every view. Before the first call views are empty-handed: proxies wait.
   * @param change from what was published before: a view then costs what the change can have touched
   */
  publish(snapshot: RegistrySnapshot, change?: Change): void;
  /** Returns how to leave. */
  join(proxy: Proxy, deliver: Deliver): () => void;
  resourcesFor(proxy: Proxy): ResourceSet | undefined;
  /** Which objects made the resources that a proxy sees. */
  provenanceFor(proxy: Proxy): Provenance | undefined;
  /** Of the snapshot that was last published. */
  readonly generation: number | undefined;
  /** What translation last threw, for any view; `undefined` when all is well. */
  readonly failure: unknown;
}

interface View {
  readonly key: string;
  readonly proxy: Proxy;
  readonly lookers: Set<Deliver>;
  readonly translator: Translator;
  translation: Translation | undefined;
  failure: unknown;
}

export interface ViewsOptions {
  readonly translate: TranslateOptions;
  readonly log: Logger;
  /** Gets how long the translation of a view took. */
  translated?(seconds: number): void;
  /** Gets what the translations of all views found, whenever it may have changed. */
  report(diagnostics: readonly Diagnostic[]): void;
}

export function createViews({ translate: options, log, report, translated }: ViewsOptions): Views {
  const cache = createSnapshotCache();
  const views = new Map<string, View>();
  let published: RegistrySnapshot | undefined;

  function refresh(view: View, change?: Change): void {
    if (!published) return;
    const start = performance.now();
    try {
      view.translation = view.translator.update(published, change);
      translated?.((performance.now() - start) / 1000);
      view.failure = undefined;
      cache.set(view.key, view.translation.resources, published.generation);
    } catch (error) {
      // A mistake in this program, not in what the user wrote: what the proxies hold stays, and somebody must hear of it.
      view.failure = error;
      log.error(
        { err: error, generation: published.generation },
        'translation failed: proxies keep what they have',
      );
    }
  }

  function reportAll(): void {
    const found = new Map<string, Diagnostic>();
    for (const { translation } of views.values())
      for (const diagnostic of translation?.diagnostics ?? [])
        found.set(JSON.stringify(diagnostic), diagnostic);
    report([...found.values()]);
  }

  function open(key: string, proxy: Proxy): View {
    const translator = createTranslator(atNoAddress(proxy), options);
    const lookers = new Set<Deliver>();
    const view: View = { key, proxy, lookers, translator, translation: undefined, failure: undefined };
    views.set(key, view);
    refresh(view);
    reportAll();
    return view;
  }

  return {
    publish(snapshot, change) {
      if (snapshot.generation === published?.generation) return;
      published = snapshot;
      for (const view of views.values()) {
        refresh(view, change);
        const publication = cache.get(view.key);
        if (publication) for (const deliver of view.lookers) deliver(publication);
      }
      reportAll();
    },

    join(proxy, give) {
      const key = viewKey(proxy);
      const deliver: Deliver = ({ resources, generation }) =>
        give({ resources: withoutOwnAddress(resources, proxy), generation });
      const view = views.get(key) ?? open(key, proxy);
      view.lookers.add(deliver);
      const publication = cache.get(key);
      if (publication) deliver(publication);
      return () => {
        view.lookers.delete(deliver);
        if (view.lookers.size > 0 || views.get(key) !== view) return;
        views.delete(key);
        cache.delete(key);
        reportAll();
      };
    },

    resourcesFor(proxy) {
      const resources = cache.get(viewKey(proxy))?.resources;
      return resources && withoutOwnAddress(resources, proxy);
    },
    provenanceFor: (proxy) => views.get(viewKey(proxy))?.translation?.provenance,
    get generation() {
      return published?.generation;
    },
    get failure() {
      return [...views.values()].find((view) => view.failure !== undefined)?.failure;
    },
  };
}
