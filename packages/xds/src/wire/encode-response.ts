import type { Resource } from '@xdsim/envoy';
import type { Protocol } from '../stream/open-stream.js';
import type { Response } from '../stream/response.js';
import { encodeResource } from './encode-resource.js';
import { concat, field, textField } from './field.js';

/** What the responses with the same resources have in common: all but a few dozen bytes. */
interface Body {
  readonly protocol: Protocol;
  readonly identifier: string;
  readonly bytes: Uint8Array;
}

const known = new WeakMap<readonly Resource[], Body[]>();

/**
 * A response as a `DiscoveryResponse` or a `DeltaDiscoveryResponse`. The resources are encoded once for all streams
 * that send the same array of them; per stream there is one copy of those bytes. It costs nothing until it is
 * called, so it is best called when the message is about to be written.
 * @param identifier names this server in `control_plane`
 */
export function encodeResponse(protocol: Protocol, response: Response, identifier: string): Uint8Array {
  const { version, nonce, removed } = response;
  return concat([
    bodyOf(protocol, response, identifier),
    // version_info, or system_version_info
    textField(1, version),
    textField(5, nonce),
    ...(protocol === 'delta' ? removed.map((name) => field(6, name)) : []),
  ]);
}

function bodyOf(protocol: Protocol, response: Response, identifier: string): Uint8Array {
  const { resources } = response;
  // A response without resources is short, and its array may be any type's.
  if (resources.length === 0) return encodeBody(protocol, response, identifier);
  let bodies = known.get(resources);
  if (!bodies) known.set(resources, (bodies = []));
  let body = bodies.find((one) => one.protocol === protocol && one.identifier === identifier);
  if (!body)
    bodies.push((body = { protocol, identifier, bytes: encodeBody(protocol, response, identifier) }));
  return body.bytes;
}

function encodeBody(protocol: Protocol, { resources, typeUrl }: Response, identifier: string): Uint8Array {
  return concat([
    ...resources.map((resource) => encodeResource(protocol, resource)),
    textField(4, typeUrl),
    // control_plane, a ControlPlane: identifier = 1
    field(protocol === 'sotw' ? 6 : 7, textField(1, identifier)),
  ]);
}
