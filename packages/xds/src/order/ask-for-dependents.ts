import { typeUrls, type Resource } from '@xdsim/envoy';
import { memoized } from '../content/memoized.js';
import { doubt } from '../state/doubts.js';
import type { Protocol } from '../state/stream-state.js';
import { referencesOf } from '../state/references.js';
import { covers, type Subscription } from '../state/subscription.js';
import type { TypeState } from '../state/type-state.js';
import { typeTraits } from '../state/type-traits.js';

/**
 * Asks in the client's place for what it needs to take new clusters and listeners into use.
 */
// xDS: Envoy warms a cluster or a listener that is added or changed until it has received what it refers to once
// more, changed or not. On delta it does not ask for it again if it has subscribed already. On SotW it asks in a request
// that looks like any other.
export function askForDependents(
  types: Map<string, TypeState>,
  parents: readonly Resource[],
  protocol: Protocol,
): void {
  for (const { type, names } of referencesOf(parents)) {
    const child = types.get(typeUrls[type]);
    if (!child) continue;
    const watched = watchedOf(names, child.subscription);
    if (watched.length === 0) continue;
    const { follows } = typeTraits[type];
    const isSentAgain = follows === 'always' || (follows === 'on delta' && protocol === 'delta');
    types.set(child.typeUrl, {
      ...child,
      doubts: isSentAgain ? doubt(child.doubts, watched) : child.doubts,
      mayRepeat: protocol === 'sotw' ? plus(child.mayRepeat, watched) : child.mayRepeat,
    });
  }
}

const watchedOf = memoized((names: readonly string[], subscription: Subscription) =>
  names.filter((name) => covers(subscription, name)),
);

function plus(names: ReadonlySet<string>, more: readonly string[]): ReadonlySet<string> {
  return names.size === 0 ? setOf(more) : new Set([...names, ...more]);
}

const setOf = memoized((names: readonly string[]): ReadonlySet<string> => new Set(names));
