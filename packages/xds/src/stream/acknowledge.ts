import type { DeltaDiscoveryRequest, DiscoveryRequest } from '@xdsim/envoy';
import { noDoubts } from '../state/doubts.js';
import type { Effect } from './effect.js';
import { keepRejected } from './rejection.js';
import type { Response } from '../state/response.js';
import type { TypeState } from '../state/type-state.js';

/** Takes a request as the answer to the response in flight, if it is one. */
export function acknowledge(
  type: TypeState,
  request: DiscoveryRequest | DeltaDiscoveryRequest,
): readonly [TypeState, readonly Effect[]] {
  const { typeUrl, inFlight, sent } = type;
  // xDS: a request with an older nonce, or without one, says nothing about the response in flight.
  if (!inFlight || !sent || request.response_nonce !== inFlight.nonce) return [type, []];

  // xDS: the error alone makes a NACK. Versions don't: an accepted response may have the version of an earlier one.
  const error = request.error_detail;
  if (error) {
    const message = error.message ?? '';
    const names = namesIn(inFlight);
    const rejected = { ...sent, message, names: new Set([...(type.rejected?.names ?? []), ...names]) };
    return [
      { ...type, inFlight: undefined, rejected },
      [{ kind: 'nack', typeUrl, ...sent, message, resources: names, content: type.told }],
    ];
  }
  const accepted = new Set(type.rejected && namesIn(inFlight));
  const rejected = keepRejected(type.rejected, (name) => !accepted.has(name));
  const after = { ...type, inFlight: undefined, acked: sent, rejected };
  const all = rejected
    ? after
    : { ...after, held: sent.generation, accepted: type.told, heldAtFirst: noDoubts };
  return [all, [{ kind: 'ack', typeUrl, ...sent }]];
}

function namesIn({ resources, removed }: Response): readonly string[] {
  return [...resources.map(({ name }) => name), ...removed];
}
