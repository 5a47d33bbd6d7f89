import type { Node, Resource } from '@xdsim/envoy';
import type { Response } from '../state/response.js';

/** What is to be done after a step, in this order. */
export type Effect =
  /** Once, on the first request: the caller publishes what this node sees, now and whenever it changes. */
  | { readonly kind: 'identify'; readonly node: Node }
  | { readonly kind: 'send'; readonly response: Response; readonly generation: number }
  /** The client accepted the response of that nonce, which was made of that generation. */
  | {
      readonly kind: 'ack';
      readonly typeUrl: string;
      readonly version: string;
      readonly nonce: string;
      readonly generation: number;
    }
  /**
   * The client rejected the response of that nonce; `resources` are the names in it, removed ones included, and `content`
   * is what they were names of. The stream may have been given something newer since.
   */
  | {
      readonly kind: 'nack';
      readonly typeUrl: string;
      readonly version: string;
      readonly nonce: string;
      readonly generation: number;
      readonly message: string;
      readonly resources: readonly string[];
      readonly content: ReadonlyMap<string, Resource>;
    }
  /**
   * Something waits for the client to answer what this generation brought. If it takes too long, the caller feeds
   * `time-up`. Told once per generation.
   */
  | { readonly kind: 'wait'; readonly generation: number }
  /**
   * This generation leads to what does not exist yet, or takes away what is led to. If nothing newer makes that good in time, the
   * caller feeds `targets-time-up`.
   */
  | { readonly kind: 'wait-for-targets'; readonly generation: number }
  /** The stream is to be ended with this gRPC status; later events have no effect. */
  | { readonly kind: 'close'; readonly code: 'INVALID_ARGUMENT'; readonly message: string };
