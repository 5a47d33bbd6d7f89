import { forgetGone } from '../order/awaited.js';
import { noteGoneRoutes } from '../order/gone-routes.js';
import { holdBack } from '../order/held-back.js';
import { followLate, followOtherStreams } from '../order/overtaken.js';
import { retainGone, visibleResources } from '../order/retained.js';
import { show } from '../order/shown.js';
import type { Snapshot } from '../snapshot.js';
import type { Effect } from './effect.js';
import type { StreamState } from '../state/stream-state.js';
import { receiveRequest } from './receive-request.js';
import { sendPending } from './send-pending.js';
import type { StreamEvent } from './stream-event.js';

/**
 * The xDS protocol of a server: what one event does to a stream, and what is to be done about it. Pure: no clock,
 * no sockets, the given state stays as it is, and equal input gives equal output.
 *
 * Each step has the same two halves: take in what happened, then send what each type lacks. What a type lacks
 * follows from its state alone, so that nothing is queued: a type with a response in flight is passed over, and
 * whatever changes meanwhile is sent as one response when the answer comes.
 */
export function step(state: StreamState, event: StreamEvent): readonly [StreamState, readonly Effect[]] {
  if (state.closed) return [state, []];
  const [received, effects] = receive(state, event);
  const [next, sent] = sendPending(received);
  return [next, [...effects, ...sent]];
}

function receive(state: StreamState, event: StreamEvent): readonly [StreamState, readonly Effect[]] {
  if (event.kind === 'request') return receiveRequest(state, event.request);
  const { generation } = event;
  if (event.kind === 'time-up') {
    return [followLate({ ...state, timeUp: Math.max(state.timeUp, generation) }), []];
  }
  if (event.kind === 'targets-time-up') {
    const after = { ...state, targetsTimeUp: Math.max(state.targetsTimeUp, generation) };
    return state.offered && state.postponed.size > 0 ? showOffer(after, state.offered) : [after, []];
  }
  return showOffer(state, { resources: holdBack(state, event.resources), generation });
}

function showOffer(state: StreamState, offered: Snapshot): readonly [StreamState, readonly Effect[]] {
  const { generation } = offered;
  const { resources, postponed } = show(state, offered);
  const shown = { ...state, offered, published: { resources, generation }, postponed };
  const before = visibleResources(state);
  const kept = forgetGone(retainGone(noteGoneRoutes(shown, before), before));
  const waits = [...postponed.values()].includes(generation);
  return [followOtherStreams(kept, state.published), waits ? [{ kind: 'wait-for-targets', generation }] : []];
}
