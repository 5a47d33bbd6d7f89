import { allResources } from '../content/all-resources.js';
import type { AnyResourceMap } from '../content/any-resource-map.js';
import type { Substitute } from '../content/visible-digest.js';
import { isEmpty, keep, type Pending } from './pending.js';
import { covers } from './subscription.js';
import type { TypeState } from './type-state.js';

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
  const substitutes = removed.flatMap((name) => substitute(name) ?? []);
  const part = {
    resources: substitutes.length === 0 ? resources : [...resources, ...substitutes],
    removed: [],
  };
  return isEmpty(part) && !type.due ? undefined : part;
}

/** Types of which a SotW response always holds everything that the client asks for. */
// xDS: of clusters and listeners absence is deletion. Of other types a response may hold a part, absence says
// nothing, and they go when what refers to them goes.
export function holdsEverything({ type }: TypeState): boolean {
  return type === 'clusters' || type === 'listeners';
}

function everything({ subscription }: TypeState, content: AnyResourceMap): Pending {
  const all = allResources(content);
  const resources = subscription.wildcard ? all : keep(all, ({ name }) => covers(subscription, name));
  return { resources, removed: [] };
}
