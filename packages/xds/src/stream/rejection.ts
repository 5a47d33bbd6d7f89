import type { Rejection } from '../state/rejection.js';
import { doubt } from '../state/doubts.js';
import { covers } from '../state/subscription.js';
import type { TypeState } from '../state/type-state.js';

/** The rejection as far as it still matters; undefined when no name is left. */
export function keepRejected(
  rejection: Rejection | undefined,
  matters: (name: string) => boolean,
): Rejection | undefined {
  if (!rejection) return undefined;
  const names = [...rejection.names].filter(matters);
  return names.length === 0 ? undefined : { ...rejection, names: new Set(names) };
}

/**
 * Lets go of what was rejected and is no longer wanted. What was wrong may have gone with it, so the rest is said
 * once more.
 */
export function narrowRejection(type: TypeState): TypeState {
  const { rejected, subscription, doubts } = type;
  const isWanted = (name: string) => covers(subscription, name);
  if (!rejected || [...rejected.names].every(isWanted)) return type;
  const rest = keepRejected(rejected, isWanted);
  return { ...type, rejected: rest, doubts: rest ? doubt(doubts, [...rest.names]) : doubts };
}
