import type { Resource } from '@xdsim/envoy';
import type { Protocol } from '../state/stream-state.js';
import { concat, head, textField } from './field.js';

/** So few bytes are sooner put together again than kept. */
const FEW_BYTES = 128;

const known = {
  sotw: new WeakMap<Resource, Uint8Array>(),
  delta: new WeakMap<Resource, Uint8Array>(),
} as const;

const typeFields = new Map<string, Uint8Array>();

/** The field of a response that holds this resource, in parts that follow on each other; encoded once. */
export function encodeResource(protocol: Protocol, resource: Resource): readonly Uint8Array[] {
  if (resource.bytes.length <= FEW_BYTES) return encode(protocol, resource);
  let bytes = known[protocol].get(resource);
  if (!bytes) known[protocol].set(resource, (bytes = concat(encode(protocol, resource))));
  return [bytes];
}

function encode(protocol: Protocol, { name, version, typeUrl, bytes }: Resource): readonly Uint8Array[] {
  // google.protobuf.Any: type_url = 1, value = 2.
  const type = typeField(typeUrl);
  const value = head(2, bytes.length);
  const length = type.length + value.length + bytes.length;
  const any = head(2, length);
  if (protocol === 'sotw') return [any, type, value, bytes];
  // envoy.service.discovery.v3.Resource: version = 1, resource = 2, name = 3.
  const [before, after] = [textField(1, version), textField(3, name)];
  const all = before.length + any.length + length + after.length;
  return [head(2, all), before, any, type, value, bytes, after];
}

function typeField(typeUrl: string): Uint8Array {
  let bytes = typeFields.get(typeUrl);
  if (!bytes) typeFields.set(typeUrl, (bytes = textField(1, typeUrl)));
  return bytes;
}
