import type { MessageOf, ResourceType } from '@xdsim/envoy';

/** A response of either protocol, as a test sees it. */
export interface XdsResponse<T extends ResourceType = ResourceType> {
  readonly type: T;
  /** SotW: `version_info`; delta: `system_version_info`. */
  readonly version: string;
  readonly nonce: string;
  /** By name, in the order of the response. */
  readonly resources: ReadonlyMap<string, MessageOf<T>>;
  /** The version of each resource; in SotW they all have the response's. */
  readonly versions: ReadonlyMap<string, string>;
  /** Delta: the names that are told to be gone. */
  readonly removed: readonly string[];
}
