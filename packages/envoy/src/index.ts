export { encode, type MessageName } from './codec/encode.js';
export { decode } from './codec/decode.js';
export { fromJson } from './codec/from-json.js';
export { EncodeError } from './codec/encode-error.js';
export { DecodeError } from './codec/decode-error.js';

export {
  resourceTypeOf,
  resourceTypes,
  typeUrls,
  type MessageOf,
  type ResourceType,
  type TypeUrl,
} from './type-urls.js';
export { resource, toJson, type Resource } from './resource.js';
export { VersionedMap } from './versioned-map.js';
export {
  eachType,
  emptyResourceSet,
  resourceSet,
  type ResourceMap,
  type ResourceSet,
} from './resource-set.js';

export type { Double, Duration, Int64, JsonObject, JsonValue, Timestamp } from './json.js';
export type { MessageTypes } from './generated/message-types.js';
// Cluster, Listener, Route, TypedMessage …: every message by the name that protos/roots.json gives it.
export type * from './generated/messages.js';
export type { CaresDnsResolverConfig as DnsResolverConfig } from './generated/messages.js';
