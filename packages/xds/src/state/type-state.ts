import { resourceTypeOf, type ResourceType } from '@xdsim/envoy';
import { noResources, type AnyResourceMap } from '../content/any-resource-map.js';
import type { Digest } from '../content/digest.js';
import { noDoubts, type Doubts } from './doubts.js';
import type { Receipt } from './receipt.js';
import type { Rejection } from './rejection.js';
import type { Response } from './response.js';
import { noSubscription, type Subscription } from './subscription.js';

/**
 * One type of one stream: what the client wants, what it was told, and what it said to that.
 *
 * What the client holds is not copied from the resources. It is `told`, the published map itself, as far as the
 * subscription covers it, except for the few names in `doubts`. So a stream costs no memory per resource, and a
 * change costs what has changed.
 */
export interface TypeState {
  readonly typeUrl: string;
  /** Undefined for a type that is not served. */
  readonly type: ResourceType | undefined;
  readonly subscription: Subscription;
  /** The client said, on its first request, that it holds something from an earlier stream. */
  readonly resumed: boolean;
  /** The published resources that the client was last brought up to. Differs from what is published: dirty. */
  readonly told: AnyResourceMap;
  /** Where the client may hold something else than `told`. */
  readonly doubts: Doubts;
  /** An answer is owed even if there is nothing to say. */
  readonly due: boolean;
  /** SotW: names whose parent was sent since, so that a request which only repeats itself may be asking for them. */
  readonly mayRepeat: ReadonlySet<string>;
  /** The response that the client has not answered yet: never more than one. */
  readonly inFlight: Response | undefined;
  /** The last response, in flight or not. */
  readonly sent: Receipt | undefined;
  readonly acked: Receipt | undefined;
  /** What the client was last known to hold entirely: `told` of the last ACK that left nothing rejected. */
  readonly accepted: AnyResourceMap;
  /** Delta: the versions that the client said it holds, until `accepted` knows better. */
  readonly heldAtFirst: Doubts;
  readonly rejected: Rejection | undefined;
  /** Of what `told` and the subscription show together, if it is known already. */
  readonly digest: Digest | undefined;
  /** The newest generation of which the client is known to hold everything; -1 at first. */
  readonly held: number;
}

/** A type before its first request. */
export function newTypeState(typeUrl: string, legacyWildcard: boolean): TypeState {
  return {
    typeUrl,
    type: resourceTypeOf(typeUrl),
    subscription: noSubscription(legacyWildcard),
    resumed: false,
    told: noResources,
    doubts: noDoubts,
    due: false,
    mayRepeat: new Set(),
    inFlight: undefined,
    sent: undefined,
    acked: undefined,
    accepted: noResources,
    heldAtFirst: noDoubts,
    rejected: undefined,
    digest: undefined,
    held: -1,
  };
}
