import type { DeltaDiscoveryRequest, DiscoveryRequest, Resource } from '@xdsim/envoy';
import { noResources } from '../content/any-resource-map.js';
import { pick } from '../content/overlay.js';
import { join } from '../content/join.js';
import { memoized } from '../content/memoized.js';
import { doubt, noDoubts, type Doubts } from '../state/doubts.js';
import {
  changeNames,
  covers,
  isWatched,
  replaceNames,
  type Resubscription,
  type Subscription,
} from '../state/subscription.js';
import type { TypeState } from '../state/type-state.js';

/** Takes what a SotW request asks for. */
export function resubscribeSotw(
  type: TypeState,
  request: DiscoveryRequest,
  repeatsItself: boolean,
): TypeState {
  const change = replaceNames(type.subscription, request.resource_names ?? []);
  if (!repeatsItself || type.mayRepeat.size === 0) return withChange(type, change);
  // xDS: Envoy asks again for the endpoints of a cluster that it warms, with nothing in the request to tell it from
  // a superfluous one. It is answered once after each response that can have been the reason, so never in a loop.
  const again = watchedOf(type.mayRepeat, change.subscription);
  return withChange({ ...type, mayRepeat: new Set() }, { ...change, asked: join(change.asked, again) });
}

/** Takes what a delta request asks for. */
export function resubscribeDelta(
  type: TypeState,
  request: DeltaDiscoveryRequest,
  isFirst: boolean,
): TypeState {
  const { resource_names_subscribe: subscribe = [], resource_names_unsubscribe: unsubscribe = [] } = request;
  const after = withChange(type, changeNames(type.subscription, subscribe, unsubscribe, isFirst));
  const holds = request.initial_resource_versions;
  // xDS: what the client holds from an earlier stream is said in the first request of a type and only there.
  // Equal versions are not sent again, and names that are no more are removed.
  if (!isFirst || !holds || !isWatched(after.subscription)) return after;
  const heldAtFirst = new Map(Object.entries(holds));
  return { ...after, heldAtFirst, doubts: new Map([...after.doubts, ...heldAtFirst]) };
}

function withChange(type: TypeState, { subscription, asked, askedWildcard }: Resubscription): TypeState {
  const isUnchanged = subscription === type.subscription;
  if (isUnchanged && asked.length === 0 && !askedWildcard) return type;
  if (!isWatched(subscription)) return asleep(type, subscription);

  // xDS: what is newly asked for is sent even if it was sent before and has not changed since.
  const again = askedWildcard ? join([...type.told.keys()], asked) : asked;
  const doubts = keepCovered(type.doubts, subscription);
  return {
    ...type,
    subscription,
    doubts: doubt(doubts, again),
    // xDS: the wildcard is always answered, and be it with nothing, as the client waits for that to begin its work.
    due: type.due || askedWildcard,
    digest: isUnchanged ? type.digest : undefined,
  };
}

/**
 * A type that nobody watches any more. A response in flight may never be answered, as a client drops what it has no
 * use for: waiting for it would make its next subscription wait forever. But it is read after that next subscription,
 * if that is already under way, and what is in it has to be taken back if it is gone by then.
 */
function asleep(type: TypeState, subscription: TypeState['subscription']): TypeState {
  return {
    ...type,
    subscription,
    told: type.inFlight ? pick(type.told, namesOf(type.inFlight.resources)) : noResources,
    accepted: noResources,
    heldAtFirst: noDoubts,
    doubts: noDoubts,
    due: false,
    mayRepeat: new Set(),
    inFlight: undefined,
    rejected: undefined,
    digest: undefined,
  };
}

const namesOf = (resources: readonly Resource[]) => resources.map(({ name }) => name);

const watchedOf = memoized((names: ReadonlySet<string>, subscription: Subscription) =>
  [...names].filter((name) => covers(subscription, name)),
);

function keepCovered(doubts: Doubts, subscription: Subscription): Doubts {
  if (doubts.size === 0) return doubts;
  return new Map([...doubts].filter(([name]) => covers(subscription, name)));
}
