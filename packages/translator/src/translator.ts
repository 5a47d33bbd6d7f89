import type { Change, RegistrySnapshot } from '@xdsim/registry';
import { Output } from './incremental/output.js';
import type { Proxy } from './proxy/proxy.js';
import type { TranslateOptions } from './translate-options.js';
import { createTranslation } from './translation.js';
import type { Translation } from './translation.js';
import { World } from './world.js';

/** Follows the registry for one proxy. */
export interface Translator {
  /** Whether another proxy, of the same family, would have got the last translation, too; false while one is under way. */
  isFor(proxy: Proxy): boolean;
  /** Another one whenever the translation has come to depend on something else of its proxy. */
  readonly edition: object | undefined;
  /**
   * Translates a snapshot. `change` says what lies between it and the one before: then only what depends on that is
   * built anew. Without it, or when it leads from or to somewhere else, everything is.
   */
  update(snapshot: RegistrySnapshot, change?: Change): Translation;
  /**
   * The same, piece by piece: it is whole when the iterator is done. One that is not run to its end is as if it had never
   * been, but that the next update builds everything.
   * @param isUp asked again and again: whether the piece is long enough
   */
  updating(
    snapshot: RegistrySnapshot,
    change: Change | undefined,
    isUp: () => boolean,
  ): Generator<undefined, Translation>;
}

/**
 * A translation that goes on: an update costs what the change can have touched, not what there is.
 *
 * @example
 * const translator = createTranslator(createProxy({ namespace: 'shop' }));
 * translator.update(registry.snapshot());
 * registry.changes$.subscribe((change) => translator.update(registry.snapshot(), change).delta);
 */
export function createTranslator(proxy: Proxy, options: TranslateOptions = {}): Translator {
  const output = new Output();
  let known: World | undefined;
  let last: Translation | undefined;

  function* updating(
    snapshot: RegistrySnapshot,
    change: Change | undefined,
    isUp: () => boolean,
  ): Generator<undefined, Translation> {
    const goesOn = change?.since === known?.generation && change?.generation === snapshot.generation;
    const before = goesOn ? known : undefined;
    // Until all went well: nothing goes on from what is half done.
    known = undefined;
    const world = before ?? new World(snapshot, proxy, options, output);
    if (before && change) before.advance(snapshot, change);
    const { gone, emitted } = yield* world.build(isUp);
    const delta = output.replace(before ? gone : output.sources.keys(), emitted);
    known = world;
    last = createTranslation(output, delta, world.reports, snapshot, last);
    return last;
  }

  return {
    isFor: (other) => known?.questions.areAnsweredAlikeBy(other) ?? false,
    get edition() {
      return known?.questions.edition;
    },
    updating,
    update(snapshot, change) {
      const { value } = updating(snapshot, change, never).next();
      if (!value) throw new Error('a translation without pauses paused');
      return value;
    },
  };
}

const never = (): boolean => false;
