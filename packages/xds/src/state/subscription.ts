import { memoized } from '../content/memoized.js';

/** What a client asked for, of one type. */
export interface Subscription {
  /** Everything there is, now and later. */
  readonly wildcard: boolean;
  /** Names asked for one by one, existing or not; may come on top of the wildcard. */
  readonly names: ReadonlySet<string>;
  /** An empty list still means the wildcard: no list with a name in it was seen so far. */
  readonly legacy: boolean;
  /** SotW: the last list. */
  readonly listed: readonly string[] | undefined;
}

// Subscriptions to the same are the same object where that is cheap to see: streams that stand alike share their work.
const nothing: Subscription = { wildcard: false, names: new Set(), legacy: false, listed: undefined };
const maybeWildcard: Subscription = { ...nothing, legacy: true };
const nothingListed: Subscription = { ...nothing, listed: [] };
const legacyWildcard: Subscription = { ...nothing, wildcard: true, legacy: true, listed: [] };

/** A subscription before its first request. */
export function noSubscription(legacy: boolean): Subscription {
  return legacy ? maybeWildcard : nothing;
}

/** A subscription after a request, and what must be answered, known to the client or not. */
export interface Resubscription {
  /** The same object if nothing changed. */
  readonly subscription: Subscription;
  readonly asked: readonly string[];
  readonly askedWildcard: boolean;
}

/** Whether a resource of that name is for this client. */
export function covers(subscription: Subscription, name: string): boolean {
  return subscription.wildcard || subscription.names.has(name);
}

/** Whether the client is waiting for anything. */
export function isWatched(subscription: Subscription): boolean {
  return subscription.wildcard || subscription.names.size > 0;
}

/** SotW: each request lists everything that is wanted. */
export function replaceNames(before: Subscription, listed: readonly string[]): Resubscription {
  // Every ACK repeats the list, and it may be long.
  if (before.listed && isEqual(before.listed, listed)) return unchanged(before);

  // xDS: the empty list is the wildcard until a list had a name in it, and asks for nothing ever after.
  const empty = before.legacy ? legacyWildcard : nothingListed;
  const subscription = listed.length === 0 ? empty : subscriptionTo(listed);
  return {
    subscription,
    asked: addedTo(before.names, subscription.names),
    askedWildcard: subscription.wildcard && !before.wildcard,
  };
}

const subscriptionTo = memoized((listed: readonly string[]): Subscription => {
  const names = new Set(listed);
  const wildcard = names.delete('*');
  return { wildcard, names, legacy: false, listed };
});

const addedTo = memoized((before: ReadonlySet<string>, names: ReadonlySet<string>) =>
  [...names].filter((name) => !before.has(name)),
);

/** Delta: each request says what comes and what goes. */
export function changeNames(
  before: Subscription,
  subscribe: readonly string[],
  unsubscribe: readonly string[],
  isFirst: boolean,
): Resubscription {
  // xDS: only the first request of a type can be the legacy wildcard; later ones without names are ACKs.
  const isLegacyWildcard = isFirst && before.legacy && subscribe.length === 0;
  if (!isFirst && subscribe.length === 0 && unsubscribe.length === 0) return unchanged(before);
  // As nearly all streams begin, and then stay.
  if (before.names.size === 0 && !before.wildcard && unsubscribe.length === 0)
    return isLegacyWildcard ? everythingOnDelta : startOnDelta(subscribe);
  const names = new Set(before.names);
  const asked = new Set<string>();
  let wildcard = before.wildcard || isLegacyWildcard;
  let askedWildcard = isLegacyWildcard;

  // xDS: a name in both lists is subscribed first and then unsubscribed.
  for (const name of subscribe) {
    if (name === '*') {
      wildcard = true;
      askedWildcard = true;
    } else {
      // xDS: a name that is subscribed again is answered again, the client may have forgotten the resource.
      names.add(name);
      asked.add(name);
    }
  }
  for (const name of unsubscribe) {
    // xDS: a name that leaves while the wildcard stays is answered, as the client can't know if it still has it.
    if (name === '*') wildcard = false;
    else if (names.delete(name)) asked.add(name);
  }
  const subscription = { wildcard, names, legacy: false, listed: undefined };
  return {
    subscription,
    asked: [...asked].filter((name) => covers(subscription, name)),
    askedWildcard: askedWildcard && wildcard,
  };
}

const everythingOnDelta: Resubscription = {
  subscription: { ...nothing, wildcard: true },
  asked: [],
  askedWildcard: true,
};

const startOnDelta = memoized((subscribe: readonly string[]): Resubscription => {
  const names = new Set(subscribe);
  const wildcard = names.delete('*');
  return { subscription: { ...nothing, wildcard, names }, asked: [...names], askedWildcard: wildcard };
});

function unchanged(subscription: Subscription): Resubscription {
  return { subscription, asked: [], askedWildcard: false };
}

function isEqual(some: readonly string[], others: readonly string[]): boolean {
  if (some === others) return true;
  return some.length === others.length && some.every((name, i) => name === others[i]);
}
