import { allResources } from '../content/all-resources.js';
import type { AnyResourceMap } from '../content/any-resource-map.js';
import { join } from '../content/join.js';
import { memoized } from '../content/memoized.js';
import type { Substitute } from './visible-digest.js';
import { isEmpty, keep, type Pending } from './pending.js';
import { covers, type Subscription } from '../state/subscription.js';
import type { TypeState } from '../state/type-state.js';
import { typeTraits } from '../state/type-traits.js';

/**
 * Puts what a client lacks into a SotW response, which can't say that something is gone. Undefined if that leaves
 * nothing to say.
 */
export function stateOfTheWorld(
  type: TypeState,
  content: AnyResourceMap,
  { resources, removed }: Pending,
  substitute: Substitute,
): Pending | undefined {
  if (holdsEverything(type)) return everything(type, content);
  const part = { resources: join(resources, substitutesFor(removed, substitute)), removed: [] };
  return isEmpty(part) && !type.due ? undefined : part;
}

/** Types of which a SotW response always holds everything that the client asks for. */
export function holdsEverything({ type }: TypeState): boolean {
  return type !== undefined && typeTraits[type].isWhole;
}

const substitutesFor = memoized((names: readonly string[], substitute: Substitute) =>
  names.flatMap((name) => substitute(name) ?? []),
);

function everything({ subscription }: TypeState, content: AnyResourceMap): Pending {
  const resources = subscription.wildcard ? allResources(content) : listedOf(content, subscription);
  return { resources, removed: [] };
}

const listedOf = memoized((content: AnyResourceMap, subscription: Subscription) =>
  keep(allResources(content), ({ name }) => covers(subscription, name)),
);
