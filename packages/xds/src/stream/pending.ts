import type { Resource } from '@xdsim/envoy';
import type { AnyResourceMap } from '../content/any-resource-map.js';
import { diff } from '../content/diff.js';
import { doubt } from './doubts.js';
import { covers } from './subscription.js';
import type { Tie } from './tie.js';
import type { TypeState } from './type-state.js';

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

const nothing: Pending = { resources: [], removed: [] };

/**
 * What has to be said to bring a client from what it holds to this content.
 * @param isComplete the response will hold everything, whatever the client holds
 */
export function pendingOf(type: TypeState, content: AnyResourceMap, isComplete: boolean, tie: Tie): Pending {
  const { subscription, told, doubts } = type;
  if (told === content && doubts.size === 0) return nothing;

  const way = diff(told, content);
  const changed = keep(
    way.changed,
    (one) =>
      covers(subscription, one.name) && !(doubts.size > 0 && doubts.get(one.name) === tie.expected(one)),
  );
  const gone = keep(way.removed, (name) => covers(subscription, name));

  // Then the names on which the content has not moved while the client may have.
  const resources: Resource[] = [];
  const removed: string[] = [];
  for (const [name, version] of doubt(doubts, rejectedNames(type, changed, gone, isComplete))) {
    const resource = content.get(name);
    if (told.get(name)?.version !== resource?.version) continue;
    if (!resource) removed.push(name);
    else if (tie.expected(resource) !== version) resources.push(resource);
  }
  return { resources: join(changed, resources), removed: join(gone, removed) };
}

/** The names of rejected responses, if it is time to say them again. */
// xDS: after a NACK the same content is not sent again, or the client would reject it again. But a client may drop
// a whole response for one resource in it: when that one is mended, the others come again with it.
function rejectedNames(
  { rejected, doubts }: TypeState,
  changed: readonly Resource[],
  gone: readonly string[],
  isComplete: boolean,
): readonly string[] {
  if (!rejected) return [];
  const { names } = rejected;
  const isTime = isComplete
    ? changed.length + gone.length + doubts.size > 0
    : changed.some(({ name }) => names.has(name)) || gone.some((name) => names.has(name));
  return isTime ? [...names] : [];
}

/** Gives back the array itself if it can: streams that share it share the encoded bytes. */
export function keep<T>(items: readonly T[], isWanted: (item: T) => boolean): readonly T[] {
  return items.every(isWanted) ? items : items.filter(isWanted);
}

function join<T>(items: readonly T[], others: readonly T[]): readonly T[] {
  if (items.length === 0) return others;
  return others.length === 0 ? items : [...items, ...others];
}
