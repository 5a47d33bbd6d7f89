import type { DeltaDiscoveryRequest, DiscoveryRequest, Node } from '@xdsim/envoy';
import { measureRequest, type Protocol, type StreamState } from '@xdsim/xds';
import type { Limits } from './limits.js';
import { refusal, type Refusal } from './refusal.js';

/** What is too much about a request, before anything is made of its bytes. */
export function checkBytes(protocol: Protocol, bytes: Uint8Array, limits: Limits): Refusal | undefined {
  // Most requests are small, and cannot be too much of anything.
  if (
    bytes.length <= Math.min(limits.namesPerRequest, limits.nameBytes, limits.nodeIdBytes, limits.nodeFields)
  )
    return undefined;
  const size = measureRequest(protocol, bytes);
  const { names, longestTextBytes, nodeIdBytes, nodeBytes, nodeFields, errorBytes } = size;
  if (names > limits.namesPerRequest)
    return refusal('names', tooMany('names in one request', names, limits.namesPerRequest));
  if (longestTextBytes > limits.nameBytes)
    return refusal('name-size', tooMany('bytes in one name', longestTextBytes, limits.nameBytes));
  if (nodeIdBytes > limits.nodeIdBytes)
    return refusal('node-size', tooMany('bytes in the node id', nodeIdBytes, limits.nodeIdBytes));
  if (nodeBytes > limits.nodeBytes)
    return refusal('node-size', tooMany('bytes in the node', nodeBytes, limits.nodeBytes));
  if (nodeFields > limits.nodeFields)
    return refusal('node-fields', tooMany("values in the node's metadata", nodeFields, limits.nodeFields));
  if (errorBytes > limits.errorBytes)
    return refusal('error-size', tooMany('bytes in error_detail', errorBytes, limits.errorBytes));
  return undefined;
}

/** What is too much about the node that a client says it is. */
export function checkNode({ metadata }: Node, { nodeDepth }: Limits): Refusal | undefined {
  if (isWithin(metadata, nodeDepth)) return undefined;
  return refusal('node-depth', `the node's metadata is nested deeper than ${nodeDepth}`);
}

/** As much of a reason as is kept: enough to name the resources that it is about. */
const REASON_LENGTH = 16_384;

/** Envoy: what it says of a message that it does not accept may have the whole message in it, keys included. */
const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/gs;

/** A request without more of the reason of a rejection than is of use, and without keys: it is kept, compared and logged. */
export function withShortReason<R extends DiscoveryRequest | DeltaDiscoveryRequest>(request: R): R {
  const said = request.error_detail?.message ?? '';
  const message = said.replace(privateKey, '[redacted]');
  if (message === said && message.length <= REASON_LENGTH) return request;
  const isLong = message.length > REASON_LENGTH;
  return {
    ...request,
    error_detail: { message: isLong ? `${message.slice(0, REASON_LENGTH)} …` : message },
  };
}

/** What is too much about all that a stream asked for so far. */
export function checkSubscriptions({ types }: StreamState, limits: Limits): Refusal | undefined {
  if (types.size > limits.typesPerStream)
    return refusal('types', tooMany('types on one stream', types.size, limits.typesPerStream));
  let names = 0;
  for (const { subscription } of types.values()) names += subscription.names.size;
  if (names > limits.namesPerStream)
    return refusal('names', tooMany('names on one stream', names, limits.namesPerStream));
  return undefined;
}

const tooMany = (what: string, actual: number, limit: number): string =>
  `${actual} ${what}, where ${limit} are allowed`;

function isWithin(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((inner) => isWithin(inner, depth - 1));
}
