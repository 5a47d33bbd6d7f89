import type { Resource } from '@xdsim/envoy';

/** A response before it is encoded. Streams that send the same resources share the array, and so its bytes. */
export interface Response {
  readonly typeUrl: string;
  /** Follows from the content of the type that this stream sees: equal content, equal version, on every server. */
  readonly version: string;
  /** Never empty, and never used twice on a stream. */
  readonly nonce: string;
  readonly resources: readonly Resource[];
  /** Names that the client must forget; always empty on SotW streams. */
  readonly removed: readonly string[];
}
