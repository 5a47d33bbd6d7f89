import { nothingAwaited, type Awaited, type Names, type Reason } from '../state/stream-state.js';
import { typeUrls, type Resource, type ResourceType } from '@xdsim/envoy';
import { diff } from '../content/diff.js';
import { noResources, type AnyResourceMap } from '../content/any-resource-map.js';
import type { StreamState } from '../state/stream-state.js';
import { namesReferredTo } from '../state/references.js';
import { covers } from '../state/subscription.js';
import type { TypeState } from '../state/type-state.js';
import { hasUsers } from './has-users.js';
import { visibleResources } from './retained.js';

const awaitables = Object.keys(nothingAwaited) as (keyof Awaited)[];

const isAwaitable = (type: ResourceType | undefined): type is keyof Awaited =>
  type !== undefined && type in nothingAwaited;

/** Notes what the client needs before it can use these resources, which were sent to it just now. */
export function awaitNews(
  state: StreamState,
  before: TypeState,
  news: readonly Resource[],
  generation: number,
): Awaited {
  const { awaited } = state;
  if (news.length === 0 || !hasUsers(state)) return awaited;
  if (before.type === 'clusters') {
    const added = news.filter(({ name }) => !before.told.has(name) && !before.doubts.has(name));
    if (added.length === 0) return awaited;
    const names = added.map(({ name }) => name);
    const arrival = (type: ResourceType): Reason => ({
      generation,
      notBy: state.types.get(typeUrls[type])?.inFlight?.nonce,
    });
    return {
      ...awaited,
      clusters: plus(awaited.clusters, names, { generation, notBy: undefined }),
      endpoints: plus(awaited.endpoints, missing(state, added, 'endpoints'), arrival('endpoints')),
      secrets: plus(awaited.secrets, missing(state, added, 'secrets'), arrival('secrets')),
    };
  }
  if (before.type !== 'listeners') return awaited;
  const awaitNew = (type: 'routes' | 'secrets'): Names => {
    const known = state.types.get(typeUrls[type]);
    const isNew = (name: string) =>
      !known || !covers(known.subscription, name) || !known.told.has(name) || known.doubts.has(name);
    const reason = { generation, notBy: known?.inFlight?.nonce };
    return plus(awaited[type], missing(state, news, type).filter(isNew), reason);
  };
  return { ...awaited, routes: awaitNew('routes'), secrets: awaitNew('secrets') };
}

/** What these refer to and will get. What does not exist is never confirmed: nobody waits for it. */
function missing(
  { published, types }: StreamState,
  parents: readonly Resource[],
  type: 'endpoints' | 'routes' | 'secrets',
): readonly string[] {
  // A client that never asks for this type is no Envoy, and would let itself be waited for. But secrets are asked for
  // only when something refers to one, and a client that comes back with listeners asks for their routes next.
  const isNext = type === 'routes' && hasListeners({ types });
  const isAskedFor = type === 'secrets' || isNext || types.has(typeUrls[type]);
  const content: AnyResourceMap | undefined = isAskedFor ? published?.resources[type] : undefined;
  return content ? namesReferredTo(parents, type).filter((name) => content.has(name)) : [];
}

function plus(names: Names, more: readonly string[], reason: Reason): Names {
  if (more.length === 0) return names;
  const all = new Map(names);
  for (const name of more) all.set(name, reason);
  return all;
}

/** The client answered a response. What it rejected is not waited for either: it may never come. */
export function confirm(awaited: Awaited, { type, inFlight }: TypeState, isRejected: boolean): Awaited {
  if (!isAwaitable(type) || !inFlight || awaited[type].size === 0) return awaited;
  // Which clusters of a rejected response the client took can't be known, nor whose endpoints it will ask for.
  if (isRejected && type === 'clusters')
    return { ...awaited, clusters: new Map(), endpoints: new Map(), secrets: new Map() };
  const answered = new Set(inFlight.resources.map(({ name }) => name));
  return without(awaited, type, (name, { notBy }) => answered.has(name) && notBy !== inFlight.nonce);
}

/** Forgets names that this client is not to hold any more. */
export function forgetGone(state: StreamState): StreamState {
  const visible = visibleResources(state);
  if (!visible) return state;
  const awaited = awaitables.reduce(
    (rest, type) => without(rest, type, (name) => !visible[type].has(name)),
    state.awaited,
  );
  return awaited === state.awaited ? state : { ...state, awaited };
}

function without(
  awaited: Awaited,
  type: keyof Awaited,
  isDone: (name: string, reason: Reason) => boolean,
): Awaited {
  const names = awaited[type];
  if (names.size === 0) return awaited;
  const rest = new Map([...names].filter(([name, reason]) => !isDone(name, reason)));
  return rest.size === names.size ? awaited : { ...awaited, [type]: rest };
}

/**
 * Whether a type has to wait for others. Listeners and routes may not lead to clusters that the client has not got ready;
 * what it is told first has nothing to break, and no wait is for ever.
 */
// xDS: Envoy answers 503 on a route to a cluster that it does not know or is still warming.
export function mustWait(state: StreamState, { type, told, resumed }: TypeState): boolean {
  if (type !== 'listeners' && type !== 'routes') return false;
  if (told.size === 0 && !resumed && !(type === 'routes' && hasListeners(state))) return false;
  if (told === noResources && isStillWarming(state)) return true;
  const { awaited, timeUp } = state;
  const isAwaited = (names: Names) =>
    names.size > 0 && [...names.values()].some(({ generation }) => generation > timeUp);
  return (
    isAwaited(awaited.clusters) ||
    isAwaited(awaited.endpoints) ||
    isAwaited(awaited.secrets) ||
    hasUnsentClusters(state)
  );
}

/** Whether the client came back with listeners: one of them may serve by routes that the server took back before. */
const hasListeners = ({ types }: Pick<StreamState, 'types'>): boolean =>
  types.get(typeUrls.listeners)?.resumed === true;

/** Whether the client asks for endpoints, and not for clusters yet. */
// Envoy comes back in this way while a cluster is warming, and is about to ask for clusters as well.
function isStillWarming({ published, types, timeUp }: StreamState): boolean {
  if (!published || published.generation <= timeUp) return false;
  return types.has(typeUrls.endpoints) && !types.has(typeUrls.clusters);
}

/** Whether clusters that are new to the client can't even be sent yet, as it still has to answer those before. */
function hasUnsentClusters({ published, types, timeUp }: StreamState): boolean {
  const type = types.get(typeUrls.clusters);
  if (!published || !type?.inFlight || published.generation <= timeUp) return false;
  // An answer that has not come in its time does not get more time with each publication.
  if (type.sent && type.sent.generation < timeUp) return false;
  const { told, subscription } = type;
  return diff(told, published.resources.clusters).changed.some(
    ({ name }) => !told.has(name) && covers(subscription, name),
  );
}
