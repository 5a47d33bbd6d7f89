import type { StreamState } from '../state/stream-state.js';
import { isWatched } from '../state/subscription.js';
import type { TypeState } from '../state/type-state.js';

/**
 * Whether the client holds this generation, or a newer one, of every type that it watches. A type holds a
 * generation when the client accepted it, or at once if it changes nothing for this client. A rejected response is
 * not held; what stands in the way is in the status. Types that are not served have no generations.
 */
export function settled({ published, types }: StreamState, generation: number): boolean {
  if (!published || published.generation < generation) return false;
  return [...types.values()].every((type) => holds(type, generation));
}

function holds({ type, subscription, inFlight, sent, held }: TypeState, generation: number): boolean {
  if (!type || !isWatched(subscription)) return true;
  // What was asked for in addition is not held yet, even if all else of its generation is.
  const isWaiting = inFlight !== undefined && sent !== undefined && sent.generation <= generation;
  return held >= generation && !isWaiting;
}
