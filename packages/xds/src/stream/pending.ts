import type { Resource } from '@xdsim/envoy';
import type { AnyResourceMap } from '../content/any-resource-map.js';
import { diff } from '../content/diff.js';
import { join } from '../content/join.js';
import { memoized } from '../content/memoized.js';
import { isHeldBefore } from '../order/held-before.js';
import { doubt, type Doubts } from '../state/doubts.js';
import { covers, type Subscription } from '../state/subscription.js';
import type { Tie } from './tie.js';
import type { TypeState } from '../state/type-state.js';

/** What a client lacks: the same on both protocols, which differ in how they say it. */
export interface Pending {
  readonly resources: readonly Resource[];
  /** Names that the client must learn to be gone or missing. */
  readonly removed: readonly string[];
}

/** Whether the client lacks nothing. */
export function isEmpty({ resources, removed }: Pending): boolean {
  return resources.length === 0 && removed.length === 0;
}

/** The client lacks nothing. */
export const nothing: Pending = { resources: [], removed: [] };

/**
 * What has to be said to bring a client from what it holds to this content.
 * @param isComplete the response will hold everything, whatever the client holds
 */
export function pendingOf(type: TypeState, content: AnyResourceMap, isComplete: boolean, tie: Tie): Pending {
  const { subscription, told, doubts } = type;
  if (told === content && doubts.size === 0) return nothing;
  const moved = movedOf(content, told, subscription, doubts, tie);
  const all = doubt(doubts, rejectedNames(type, moved, isComplete));
  return sendable(all.size === 0 ? moved : both(moved, unmovedOf(content, told, all, tie)));
}

/** What the content has moved by. */
const movedOf = memoized(
  (
    content: AnyResourceMap,
    told: AnyResourceMap,
    subscription: Subscription,
    doubts: Doubts,
    tie: Tie,
  ): Pending => {
    const way = diff(told, content);
    const isNews = (one: Resource) =>
      covers(subscription, one.name) && !(doubts.size > 0 && doubts.get(one.name) === tie.expected(one));
    return {
      resources: keep(way.changed, isNews),
      removed: keep(way.removed, (name) => covers(subscription, name)),
    };
  },
);

/** The names on which the content has not moved while the client may have. */
const unmovedOf = memoized(
  (content: AnyResourceMap, told: AnyResourceMap, doubts: Doubts, tie: Tie): Pending => {
    const resources: Resource[] = [];
    const removed: string[] = [];
    for (const [name, version] of doubts) {
      const resource = content.get(name);
      if (told.get(name)?.version !== resource?.version) continue;
      if (!resource) removed.push(name);
      else if (tie.expected(resource) !== version) resources.push(resource);
    }
    return { resources, removed };
  },
);

const both = memoized((one: Pending, other: Pending): Pending => ({
  resources: join(one.resources, other.resources),
  removed: join(one.removed, other.removed),
}));

/** Without what is known by name and version alone: the client has it, and nobody else. */
const sendable = memoized((pending: Pending): Pending => {
  const resources = keep(pending.resources, (one) => !isHeldBefore(one));
  return resources === pending.resources ? pending : { ...pending, resources };
});

/** The names of rejected responses, if it is time to say them again. */
// xDS: after a NACK the same content is not sent again, or the client would reject it again. But a client may drop
// a whole response for one resource in it: when that one is mended, the others come again with it.
function rejectedNames(
  { rejected, doubts }: TypeState,
  { resources, removed }: Pending,
  isComplete: boolean,
): readonly string[] {
  if (!rejected) return [];
  const { names } = rejected;
  const isTime = isComplete
    ? resources.length + removed.length + doubts.size > 0
    : resources.some(({ name }) => names.has(name)) || removed.some((name) => names.has(name));
  return isTime ? [...names] : [];
}

/** Gives back the array itself if it can: streams that share it share the encoded bytes. */
export function keep<T>(items: readonly T[], isWanted: (item: T) => boolean): readonly T[] {
  return items.every(isWanted) ? items : items.filter(isWanted);
}
