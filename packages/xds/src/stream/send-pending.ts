import { resourceTypes, typeUrls } from '@xdsim/envoy';
import { awaitNews, mustWait } from '../order/awaited.js';
import { retainHeldBefore } from '../order/held-before.js';
import { keepInUse } from '../order/in-use.js';
import { letGo, visibleResources } from '../order/retained.js';
import { askForDependents } from '../order/ask-for-dependents.js';
import { bringUpToDate } from './bring-up-to-date.js';
import type { Effect } from './effect.js';
import type { StreamState } from '../state/stream-state.js';
import { isWatched } from '../state/subscription.js';
import { tieOf } from './tie.js';
import type { TypeState } from '../state/type-state.js';

/** A state while it is being made. */
type Draft = { -readonly [Part in keyof StreamState]: StreamState[Part] };

/** Sends each type what it lacks, unless the client still has to answer the last response of that type. */
export function sendPending(state: StreamState): readonly [StreamState, readonly Effect[]] {
  // A request that comes before the first content waits for it. An empty answer would delete what a client holds.
  if (!state.published) return [state, []];
  const effects: Effect[] = [];
  let current = letGo(retainHeldBefore(state));
  for (;;) {
    const [next, sent] = sendOnce(current);
    effects.push(...sent);
    // A client that needs nothing of what came lets go of what went in the same breath.
    current = letGo(next);
    if (current.retained === next.retained) break;
  }
  return noteWait(current, effects);
}

function sendOnce(state: StreamState): readonly [StreamState, readonly Effect[]] {
  const { protocol, options, published } = state;
  const resources = visibleResources(state);
  if (!published || !resources) return [state, []];
  const types = new Map(state.types);
  // It is on the way of every answer of every client: one copy, and not one for each question.
  const after: Draft = { ...state, types };
  const effects: Effect[] = [];
  for (const typeUrl of inPushOrder(types)) {
    const type = types.get(typeUrl);
    // xDS: types never wait for each other's answers, for a client may hold back one until it has another type; but
    // for what would fail without them, and not for ever.
    if (!type || type.inFlight || !isWatched(type.subscription)) continue;
    if (mustWait(after, type)) continue;
    const nonce = `${options.noncePrefix}${after.responses + 1}`;
    const inUse = type.type === 'endpoints' ? keepInUse(after, resources) : resources;
    const generation = generationOf(state, type) - (inUse === resources ? 0 : 1);
    const tie = tieOf(after, type);
    const snapshot = { resources: inUse, generation };
    const { type: current, response, news } = bringUpToDate(type, snapshot, state, tie, nonce);
    if (current !== type) types.set(typeUrl, current);
    if (!response) continue;
    after.responses += 1;
    effects.push({ kind: 'send', response, generation: published.generation });
    after.awaited = awaitNews(after, type, news.resources, published.generation);
    askForDependents(types, news.resources, protocol);
  }
  return [after, effects];
}

/** The generation that a client holds with this: not the one that misses what it retains, or brings what is postponed. */
function generationOf({ published, retained, postponed }: StreamState, { type }: TypeState): number {
  const generation = published?.generation ?? -1;
  const isOf = type === 'endpoints' ? 'clusters/' : `${type}/`;
  const since = [...postponed].flatMap(([id, one]) => (id.startsWith(isOf) ? [one] : []));
  const [oldest] = retained;
  if (oldest && (type === 'clusters' || type === 'endpoints')) since.push(oldest.generation);
  return Math.min(generation, ...since.map((one) => one - 1));
}

/** Whether endpoints wait to go until clusters can be told of. */
function isKept(state: StreamState): boolean {
  const resources = visibleResources(state);
  return resources !== undefined && keepInUse(state, resources) !== resources;
}

/** Asks once per generation to be told when the client takes too long. */
function noteWait(state: StreamState, effects: Effect[]): readonly [StreamState, readonly Effect[]] {
  const generation = state.published?.generation ?? -1;
  if (state.waitingSince >= generation) return [state, effects];
  const waits =
    state.retained.length > 0 ||
    isKept(state) ||
    state.overtaken.length > 0 ||
    [...state.types.values()].some((type) => isWatched(type.subscription) && mustWait(state, type));
  if (!waits) return [state, effects];
  return [{ ...state, waitingSince: generation }, [...effects, { kind: 'wait', generation }]];
}

// xDS: clusters before their endpoints, listeners before their routes, clusters before the routes to them, and secrets
// after all that refers to them.
function inPushOrder(types: ReadonlyMap<string, TypeState>): readonly string[] {
  const others = [...types.keys()].filter((typeUrl) => !served.includes(typeUrl));
  return others.length === 0 ? served : [...served, ...others];
}

const served: readonly string[] = resourceTypes.map((type) => typeUrls[type]);
