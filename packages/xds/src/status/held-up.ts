import { noResources } from '../content/any-resource-map.js';
import { visibleResources } from '../order/retained.js';
import type { StreamState } from '../state/stream-state.js';
import { isEmpty, pendingOf } from '../stream/pending.js';
import type { Response } from '../state/response.js';
import { holdsEverything } from '../stream/state-of-the-world.js';
import { tieOf } from '../stream/tie.js';
import type { TypeState } from '../state/type-state.js';

/** The responses that the client has not answered while there is something newer to say of their types. */
// xDS: a client may be slow to answer, and need not answer soon what nothing follows.
export function heldUp(state: StreamState): readonly Response[] {
  const resources = visibleResources(state);
  if (!resources) return [];
  const lacks = (type: TypeState): boolean => {
    const content = type.type ? resources[type.type] : noResources;
    const isWhole = state.protocol === 'sotw' && holdsEverything(type);
    return type.due || !isEmpty(pendingOf(type, content, isWhole, tieOf(state, type)));
  };
  return [...state.types.values()].flatMap((type) => (type.inFlight && lacks(type) ? [type.inFlight] : []));
}
