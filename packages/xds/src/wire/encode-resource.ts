import type { Resource } from '@xdsim/envoy';
import type { Protocol } from '../stream/open-stream.js';
import { concat, field, textField } from './field.js';

const known = {
  sotw: new WeakMap<Resource, Uint8Array>(),
  delta: new WeakMap<Resource, Uint8Array>(),
} as const;

/** The field of a response that holds this resource, its tag included; encoded once. */
export function encodeResource(protocol: Protocol, resource: Resource): Uint8Array {
  let bytes = known[protocol].get(resource);
  if (!bytes) known[protocol].set(resource, (bytes = field(2, bodyOf(protocol, resource))));
  return bytes;
}

function bodyOf(protocol: Protocol, { name, version, typeUrl, bytes }: Resource): Uint8Array {
  // google.protobuf.Any: type_url = 1, value = 2.
  const any = concat([textField(1, typeUrl), field(2, bytes)]);
  // envoy.service.discovery.v3.Resource: version = 1, resource = 2, name = 3.
  return protocol === 'sotw' ? any : concat([textField(1, version), field(2, any), textField(3, name)]);
}
