import { resourceTypes, type ResourceType } from '@xdsim/envoy';
import { noResources, type AnyResourceMap } from '../content/any-resource-map.js';
import { versionOf } from '../content/digest.js';
import { memoized } from '../content/memoized.js';
import { shiftedDigest, visibleDigest, type Substitute } from './visible-digest.js';
import type { Snapshot } from '../snapshot.js';
import { noDoubts } from '../state/doubts.js';
import type { StreamState } from '../state/stream-state.js';
import { isEmpty, nothing, pendingOf, type Pending } from './pending.js';
import { keepRejected } from './rejection.js';
import type { Response } from '../state/response.js';
import { holdsEverything, stateOfTheWorld } from './state-of-the-world.js';
import type { Tie } from './tie.js';
import type { TypeState } from '../state/type-state.js';

/** A type that has been brought up to what is published. */
export interface Update {
  readonly type: TypeState;
  /** What it takes; undefined if there is nothing to say. */
  readonly response: Response | undefined;
  /** What is new in it: on SotW a response may hold more. */
  readonly news: Pending;
}

/** Says to a client what it lacks of one type, all at once. */
export function bringUpToDate(
  type: TypeState,
  { resources, generation }: Snapshot,
  { protocol, options }: Pick<StreamState, 'protocol' | 'options'>,
  tie: Tie,
  nonce: string,
): Update {
  const isSotw = protocol === 'sotw';
  const isWhole = isSotw && holdsEverything(type);
  const substitute =
    isSotw && type.type && !isWhole ? substitutesOf(options.fallback)[type.type] : noSubstitute;

  const content = type.type ? resources[type.type] : noResources;
  // As most types stand at most events.
  if (type.told === content && type.doubts === noDoubts && !type.due)
    return { type: withHeld(type, generation), response: undefined, news: nothing };
  const news = pendingOf(type, content, isWhole, tie);
  const current = movedTo(content, type, isSotw, substitute);

  // xDS: a client is not told what it knows, unless it has just asked for everything and waits for an answer.
  let said: Pending | undefined;
  if (!isEmpty(news) || type.due) said = isSotw ? stateOfTheWorld(type, content, news, substitute) : news;
  if (!said) return { type: withHeld(current, generation), response: undefined, news };
  const digest = current.digest ?? visibleDigest(content, type.subscription, substitute);
  const response: Response = {
    typeUrl: type.typeUrl,
    version: versionOf(digest),
    nonce,
    resources: tie.sent(said.resources),
    removed: said.removed,
  };
  const sent = { version: response.version, nonce, generation };
  return { type: { ...current, digest, inFlight: response, sent }, response, news };
}

/** The type of which the client holds all that this generation has; but for what it rejected. */
const withHeld = (type: TypeState, generation: number): TypeState =>
  type.rejected || type.held === generation ? type : { ...type, held: generation };

/** The type once everything that it lacks is said. */
function movedTo(
  content: AnyResourceMap,
  type: TypeState,
  isSotw: boolean,
  substitute: Substitute,
): TypeState {
  const moved: TypeState = { ...type, told: content, doubts: noDoubts, due: false };
  if (type.told === content) return moved;
  return {
    ...moved,
    digest: type.digest && shiftedDigest(type.digest, type.told, content, type.subscription, substitute),
    // xDS: SotW can't take back a name, and what can't be said again is no longer an open question.
    rejected: isSotw
      ? keepRejected(type.rejected, (name) => content.has(name) || substitute(name) !== undefined)
      : type.rejected,
  };
}

const noSubstitute: Substitute = () => undefined;

const substitutesOf = memoized((fallback: StreamState['options']['fallback']) => {
  const of = (type: ResourceType) => [type, (name: string) => fallback(type, name)] as const;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each type has an entry
  return Object.fromEntries(resourceTypes.map(of)) as Record<ResourceType, Substitute>;
});
