import type { DeltaDiscoveryRequest, DiscoveryRequest } from '@xdsim/envoy';
import { confirm } from '../order/awaited.js';
import { awaitGivenUp } from '../order/given-up-routes.js';
import { acknowledge } from './acknowledge.js';
import type { Effect } from './effect.js';
import type { StreamState } from '../state/stream-state.js';
import { narrowRejection } from './rejection.js';
import { resubscribeDelta, resubscribeSotw } from './resubscribe.js';
import { newTypeState, type TypeState } from '../state/type-state.js';

/** A request is up to three things at once: an introduction, an answer to a response, a change of subscription. */
export function receiveRequest(
  state: StreamState,
  request: DiscoveryRequest | DeltaDiscoveryRequest,
): readonly [StreamState, readonly Effect[]] {
  // xDS: only the first request of a stream must say who the client is, and what it says holds for the stream.
  const node = state.node ?? request.node;
  if (!node?.id) return close(state, 'the first request of the stream has no node.id');
  const introduction: readonly Effect[] = state.node ? [] : [{ kind: 'identify', node }];

  // xDS: on an aggregated stream each request names its type. One that is not served does not end the stream. On a
  // stream of one type the service says which it is.
  const only = state.options.typeUrl;
  const typeUrl = request.type_url || only;
  if (!typeUrl) return close(state, 'a request on an aggregated stream has no type_url');
  if (only && typeUrl !== only) return close(state, `this stream is for ${only} alone, not for ${typeUrl}`);

  // xDS: the first request of a type is known by the stream's own history alone. The nonce, the version and the
  // error that it carries may be left over from an earlier stream.
  const before = state.types.get(typeUrl);
  const type = before ?? beginType(state, typeUrl, request);
  const [answered, verdict] = acknowledge(type, request);
  const awaited =
    answered.inFlight === type.inFlight
      ? state.awaited
      : confirm(state.awaited, type, !!request.error_detail);

  // xDS: the subscription is taken from every request: from NACKs and from requests with a stale nonce, too.
  const after =
    state.protocol === 'delta'
      ? resubscribeDelta(answered, request, before === undefined)
      : resubscribeSotw(answered, request, repeatsItself(before, request));

  const types = new Map(state.types).set(typeUrl, narrowRejection(after));
  const next = { ...state, node, types, awaited };
  return [{ ...next, awaited: awaitGivenUp(next, before, after) }, [...introduction, ...verdict]];
}

function beginType(
  { options }: StreamState,
  typeUrl: string,
  { version_info: version, initial_resource_versions: holds }: DiscoveryRequest & DeltaDiscoveryRequest,
): TypeState {
  const resumed = !!version || (holds !== undefined && Object.keys(holds).length > 0);
  return { ...newTypeState(typeUrl, options.legacyWildcard(typeUrl)), resumed };
}

/** Whether the client is up to date, has said so, and comes again nevertheless. */
function repeatsItself(before: TypeState | undefined, request: DiscoveryRequest): boolean {
  return before?.sent !== undefined && !before.inFlight && before.sent.nonce === request.response_nonce;
}

function close(state: StreamState, message: string): readonly [StreamState, readonly Effect[]] {
  return [{ ...state, closed: true }, [{ kind: 'close', code: 'INVALID_ARGUMENT', message }]];
}
