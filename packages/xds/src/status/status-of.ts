import type { Node, ResourceType } from '@xdsim/envoy';
import type { Protocol, StreamState } from '../state/stream-state.js';
import type { Receipt } from '../state/receipt.js';
import type { Rejection } from '../state/rejection.js';
import { isWatched } from '../state/subscription.js';
import type { TypeState } from '../state/type-state.js';

/** Where a client stands. */
export interface StreamStatus {
  readonly protocol: Protocol;
  /** Undefined before the first request. */
  readonly node: Node | undefined;
  /** The newest generation that was published to the stream. */
  readonly generation: number | undefined;
  /** In the order in which the client first asked for them. */
  readonly types: readonly TypeStatus[];
}

/** Where a client stands with one type. */
export interface TypeStatus {
  readonly typeUrl: string;
  /** Undefined for a type that is not served. */
  readonly type: ResourceType | undefined;
  /** Whether the client wants anything of it at present. */
  readonly watched: boolean;
  readonly wildcard: boolean;
  /** The names that it asked for one by one. */
  readonly names: ReadonlySet<string>;
  /** Whether the client has still to answer the last response. */
  readonly pending: boolean;
  readonly sent: Receipt | undefined;
  readonly acked: Receipt | undefined;
  /** The last NACK, until all that was rejected is accepted or gone. */
  readonly nack: Rejection | undefined;
  /** The newest generation of which the client held everything; -1 at first. */
  readonly held: number;
}

/** What can be known of a client from what was said on its stream. */
// xDS: an ACK says that the resources are valid, not that they are in use: a cluster may still be warming.
export function statusOf({ protocol, node, published, types }: StreamState): StreamStatus {
  return { protocol, node, generation: published?.generation, types: [...types.values()].map(statusOfType) };
}

function statusOfType(type: TypeState): TypeStatus {
  return {
    typeUrl: type.typeUrl,
    type: type.type,
    watched: isWatched(type.subscription),
    wildcard: type.subscription.wildcard,
    names: type.subscription.names,
    pending: type.inFlight !== undefined,
    sent: type.sent,
    acked: type.acked,
    nack: type.rejected,
    held: type.held,
  };
}
