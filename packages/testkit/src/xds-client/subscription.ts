import type { DeltaDiscoveryRequest, DiscoveryRequest, ResourceType } from '@xdsim/envoy';
import type { XdsResponse } from './xds-response.js';

/** A request of either protocol; the fields that a protocol does not know are not there. */
export type XdsRequest = DiscoveryRequest | DeltaDiscoveryRequest;

export interface SubscribeOptions {
  /** Delta, with the first request of a type: what the client says it holds since an earlier stream. */
  readonly initialVersions?: Readonly<Record<string, string>>;
}

/** What a client of one protocol does with one type on one stream: each step is the request to be sent. */
export interface Subscription<T extends ResourceType = ResourceType> {
  /** Everything, as far as no names are given. */
  subscribe(names?: readonly string[], options?: SubscribeOptions): XdsRequest;
  /** All of it, as far as no names are given. */
  unsubscribe(names?: readonly string[]): XdsRequest;
  /** Takes the response over. */
  ack(response: XdsResponse<T>): XdsRequest;
  nack(response: XdsResponse<T>, why: string): XdsRequest;
  /** Whether everything is asked for. */
  readonly isWildcard: boolean;
}

/** google.rpc.Code.INVALID_ARGUMENT: what Envoy says when it rejects a configuration. */
export const INVALID_ARGUMENT = 3;
