import type { Overtaken } from '../state/stream-state.js';
import { typeUrls } from '@xdsim/envoy';
import { noResources } from '../content/any-resource-map.js';
import { diff } from '../content/diff.js';
import { askForDependents } from './ask-for-dependents.js';
import type { StreamState } from '../state/stream-state.js';

const families = [
  ['clusters', 'endpoints'],
  ['listeners', 'routes'],
] as const;

/**
 * Sends what refers to the changed parents again if these come on another stream: with the publication, and once more
 * when that stream has had its time, as it may be the slower one.
 */
// xDS: streams have no order among each other, but a changed cluster warms until its assignment comes, changed or not.
export function followOtherStreams(state: StreamState, before: StreamState['published']): StreamState {
  const { published } = state;
  if (!published) return state;
  const { resources, generation } = published;
  const changed = families.flatMap(([parent, child]) => {
    if (!isElsewhere(state, parent, child)) return [];
    // What a client that comes back has missed is not known: it may be all.
    const isBack = !before && state.types.get(typeUrls[child])?.resumed;
    const known = isBack ? noResources : before?.resources[parent];
    const parents = known ? diff(known, resources[parent]).changed : [];
    return parents.length === 0 ? [] : [{ generation, parents }];
  });
  if (changed.length === 0) return state;
  const after = { ...state, overtaken: [...state.overtaken, ...changed] };
  return before ? askAgain(after, changed) : after;
}

/** Their time is up: whatever stream the parents came on, they are there. */
export function followLate(state: StreamState): StreamState {
  const late = state.overtaken.filter(({ generation }) => generation <= state.timeUp);
  if (late.length === 0) return state;
  const overtaken = state.overtaken.filter(({ generation }) => generation > state.timeUp);
  return askAgain({ ...state, overtaken }, late);
}

const isElsewhere = (
  { types }: StreamState,
  parent: 'clusters' | 'listeners',
  child: 'endpoints' | 'routes',
) => types.has(typeUrls[child]) && !types.has(typeUrls[parent]);

function askAgain(state: StreamState, overtaken: readonly Overtaken[]): StreamState {
  const types = new Map(state.types);
  for (const { parents } of overtaken) {
    // What was asked for on this stream since then has its own order.
    if (parents[0] && !types.has(parents[0].typeUrl)) askForDependents(types, parents, state.protocol);
  }
  return { ...state, types };
}
