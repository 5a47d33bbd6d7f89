import { decode, type DeltaDiscoveryRequest, type DiscoveryRequest } from '@xdsim/envoy';
import type { Protocol } from '../state/stream-state.js';
import { findNames } from './find-names.js';
import { nameLists } from './name-lists.js';

/**
 * Decodes a request. Clients send long lists of names, the same as others and the same again with each ACK: such a list is
 * decoded once, and all requests with it have the same array.
 * @throws DecodeError if the bytes are not such a message
 */
export function decodeRequest(
  protocol: Protocol,
  bytes: Uint8Array,
): DiscoveryRequest | DeltaDiscoveryRequest {
  const found = findNames(bytes);
  if (!found) return decodeAll(protocol, bytes);
  const { from, to, known } = found;
  const rest = Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  const names = known?.names ?? nameLists.of(bytes.subarray(from, to));
  const request = decodeAll(protocol, rest);
  return protocol === 'sotw'
    ? { ...request, resource_names: names }
    : { ...request, resource_names_subscribe: names };
}

const decodeAll = (protocol: Protocol, bytes: Uint8Array): DiscoveryRequest | DeltaDiscoveryRequest =>
  protocol === 'sotw'
    ? decode('envoy.service.discovery.v3.DiscoveryRequest', bytes)
    : decode('envoy.service.discovery.v3.DeltaDiscoveryRequest', bytes);
