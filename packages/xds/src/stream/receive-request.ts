import type { DeltaDiscoveryRequest, DiscoveryRequest } from '@xdsim/envoy';
import { acknowledge } from './acknowledge.js';
import type { Effect } from './effect.js';
import type { StreamState } from './open-stream.js';
import { narrowRejection } from './rejection.js';
import { resubscribeDelta, resubscribeSotw } from './resubscribe.js';
import { newTypeState, type TypeState } from './type-state.js';

/** A request is up to three things at once: an introduction, an answer to a response, a change of subscription. */
export function receiveRequest(
  state: StreamState,
  request: DiscoveryRequest | DeltaDiscoveryRequest,
): readonly [StreamState, readonly Effect[]] {
  // xDS: only the first request of a stream must say who the client is, and what it says holds for the stream.
  const node = state.node ?? request.node;
  if (!node?.id) return close(state, 'the first request of the stream has no node.id');
  const introduction: readonly Effect[] = state.node ? [] : [{ kind: 'identify', node }];

  // xDS: on an aggregated stream each request names its type. One that is not served does not end the stream.
  const typeUrl = request.type_url;
  if (!typeUrl) return close(state, 'a request on an aggregated stream has no type_url');

  // xDS: the first request of a type is known by the stream's own history alone. The nonce, the version and the
  // error that it carries may be left over from an earlier stream.
  const before = state.types.get(typeUrl);
  const type = before ?? newTypeState(typeUrl, state.options.legacyWildcard(typeUrl));
  const [answered, verdict] = acknowledge(type, request);

  // xDS: the subscription is taken from every request: from NACKs and from requests with a stale nonce, too.
  const after =
    state.protocol === 'delta'
      ? resubscribeDelta(answered, request, before === undefined)
      : resubscribeSotw(answered, request, repeatsItself(before, request));

  const types = new Map(state.types).set(typeUrl, narrowRejection(after));
  return [{ ...state, node, types }, [...introduction, ...verdict]];
}

/** Whether the client is up to date, has said so, and comes again nevertheless. */
function repeatsItself(before: TypeState | undefined, request: DiscoveryRequest): boolean {
  return before?.sent !== undefined && !before.inFlight && before.sent.nonce === request.response_nonce;
}

function close(state: StreamState, message: string): readonly [StreamState, readonly Effect[]] {
  return [{ ...state, closed: true }, [{ kind: 'close', code: 'INVALID_ARGUMENT', message }]];
}
