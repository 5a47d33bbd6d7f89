import type { Resource, ResourceType } from '@xdsim/envoy';
import type { StreamState } from '../state/stream-state.js';
import { covers } from '../state/subscription.js';
import type { TypeState } from '../state/type-state.js';

/** How a client stands with one resource: it has still to say, it has none, it accepted it, it rejected it. */
export type ResourceStanding = 'requested' | 'missing' | 'acked' | 'nacked';

export interface ResourceState {
  readonly name: string;
  /** What the client was given last; undefined if there is none of this name. */
  readonly resource: Resource | undefined;
  readonly standing: ResourceStanding;
}

/** Where a client stands with each resource of a type that it asked for, in no particular order. */
export function resourceStatesOf({ types }: StreamState, type: ResourceType): readonly ResourceState[] {
  const state = [...types.values()].find((one) => one.type === type);
  if (!state) return [];
  const { told, subscription } = state;
  const held = [...told.keys()].filter((name) => covers(subscription, name));
  const answers = new Set(state.inFlight?.resources.map(({ name }) => name));
  return [...new Set([...held, ...subscription.names])].map((name) => ({
    name,
    resource: told.get(name),
    standing: standingOf(state, name, answers),
  }));
}

function standingOf(state: TypeState, name: string, unanswered: ReadonlySet<string>): ResourceStanding {
  const { told, doubts, sent, acked, rejected } = state;
  if (unanswered.has(name) || !sent) return 'requested';
  if (rejected?.names.has(name)) return 'nacked';
  if (!told.has(name)) return 'missing';
  return doubts.has(name) || !acked ? 'requested' : 'acked';
}
