import type { Resource } from '@xdsim/envoy';
import type { Protocol } from '../state/stream-state.js';
import type { Response } from '../state/response.js';
import { encodeResource } from './encode-resource.js';
import { concat, field, textField } from './field.js';

/** What the responses with the same resources have in common: all but a few dozen bytes. */
interface Body {
  readonly protocol: Protocol;
  readonly identifier: string;
  readonly bytes: Uint8Array;
}

const known = new WeakMap<readonly Resource[], Body[]>();

/** A message in two pieces that are to be sent one after the other. */
export interface EncodedResponse {
  /** The very same bytes for all streams that send the same array of resources; must not be changed. */
  readonly shared: Uint8Array;
  /** What is of this stream: a few dozen bytes, and the names of what is gone. */
  readonly own: Uint8Array;
}

/**
 * A response as a `DiscoveryResponse` or a `DeltaDiscoveryResponse`. It costs nothing until it is called, so it is best
 * called when the message is about to be written.
 * @param identifier names this server in `control_plane`
 */
export function encodeResponse(protocol: Protocol, response: Response, identifier: string): EncodedResponse {
  const { version, nonce, removed } = response;
  return {
    shared: bodyOf(protocol, response, identifier),
    own: concat([
      // version_info, or system_version_info
      textField(1, version),
      textField(5, nonce),
      ...(protocol === 'delta' ? removed.map((name) => field(6, name)) : []),
    ]),
  };
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
    ...resources.flatMap((resource) => encodeResource(protocol, resource)),
    textField(4, typeUrl),
    // control_plane, a ControlPlane: identifier = 1
    field(protocol === 'sotw' ? 6 : 7, textField(1, identifier)),
  ]);
}
