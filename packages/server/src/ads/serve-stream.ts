import { status, type ServerDuplexStream } from '@grpc/grpc-js';
import type { Node } from '@xdsim/envoy';
import { DecodeError } from '@xdsim/envoy';
import type { Effect, Protocol, Response, StreamEvent, StreamState } from '@xdsim/xds';
import { decodeRequest, heldUp, openStream, step } from '@xdsim/xds';
import { peerAddress, peerOf } from '../calls/peer-of.js';
import type { AskedNames } from '../limits/asked-names.js';
import { checkBytes, checkNode, checkSubscriptions, withShortReason } from '../limits/check-request.js';
import type { Limits } from '../limits/limits.js';
import { networkOf } from '../limits/network-of.js';
import type { Outgoing } from '../limits/outgoing.js';
import { refusal, type Refusal } from '../limits/refusal.js';
import type { Turns } from '../limits/turns.js';
import type { Publication } from '../views/publication.js';
import { Patience } from './patience.js';

export type AdsCall = ServerDuplexStream<Buffer, Response>;

/** One stream of a proxy, as the rest of the server sees it. */
export interface AdsStream {
  readonly protocol: Protocol;
  /** `IP:PORT` of the other end. */
  readonly peer: string;
  /** What that end has of addresses. */
  readonly network: string;
  readonly state: StreamState;
  /** Whether nobody between here and the other end can read along. */
  readonly isPrivate: boolean;
  publish(publication: Publication): void;
  /** Ends the stream with a gRPC status; a client that was not at fault comes back. */
  end(code: status, message: string): void;
  /** Ends it as the client asks for too much, and tells of that. */
  refuse(why: Refusal): void;
  /** Ends it if its node may not be served any more. */
  reconsider(): void;
  /** Ends it if the client has been silent for too long; to be called now and then. */
  check(now: number): void;
}

export type Ack = Extract<Effect, { kind: 'ack' }>;
export type Nack = Extract<Effect, { kind: 'nack' }>;

/** Who is told what happens on streams. */
export interface StreamObserver {
  opened(stream: AdsStream): void;
  /** The first request came: the stream is to be given what this node sees, now and whenever it changes. */
  identified(stream: AdsStream, node: Node): void;
  acked(stream: AdsStream, ack: Ack): void;
  nacked(stream: AdsStream, nack: Nack): void;
  /** The state may have changed; told after all of the above. */
  progressed(stream: AdsStream): void;
  /** Told once, however the stream ended. */
  closed(stream: AdsStream): void;
  /** The server made a mistake; the stream is ended. */
  failed(stream: AdsStream, error: unknown): void;
}

/** What a stream is served with. */
export interface StreamContext {
  readonly protocol: Protocol;
  /** The only type of the stream; absent where its requests name their types. */
  readonly typeUrl?: string | undefined;
  readonly noncePrefix: string;
  readonly observer: StreamObserver;
  readonly limits: Limits;
  /** Shared by all streams, as are the bytes on their way and the names that they ask for. */
  readonly turns: Turns;
  readonly askedNames: AskedNames;
  readonly outgoing: Outgoing;
  /** Why this node may not be served on this call, if it may not. */
  forbids(call: AdsCall, node: Node): Refusal | undefined;
  /** Whether nobody between here and this `IP:PORT` can read along. */
  isPrivate(peer: string): boolean;
  /** The client went too far; the stream is ended. */
  refused(stream: AdsStream, refusal: Refusal): void;
}

const requests = {
  sotw: 'envoy.service.discovery.v3.DiscoveryRequest',
  delta: 'envoy.service.discovery.v3.DeltaDiscoveryRequest',
} as const;

/**
 * How long a change of listeners and routes waits for the clusters that it leads to, and a removed cluster for the
 * change that leads away from it. A proxy that answers takes milliseconds.
 */
const PATIENCE_MS = 2_000;

/**
 * How long a route waits for a cluster that does not exist yet, and a cluster that is gone for the route to it to follow: as long
 * as it may take until all files of a change are saved.
 */
const TARGETS_MS = 1_000;

/** Plays the protocol on one gRPC call: events go into the state machine, its effects go out. */
export function serveStream(call: AdsCall, context: StreamContext): void {
  const { protocol, typeUrl = '', noncePrefix, observer, limits, turns, outgoing } = context;
  let state = openStream(protocol, { noncePrefix, typeUrl });
  let isFull = false;
  let isOver = false;
  let waiting: Publication | undefined;
  let dropTurn = (): void => {};
  const network = networkOf(peerOf(call).host);
  const inbox: StreamEvent[] = [];
  const patience = new Patience(PATIENCE_MS, (generation) => happen({ kind: 'time-up', generation }));
  const targets = new Patience(TARGETS_MS, (generation) => happen({ kind: 'targets-time-up', generation }));
  /** When the last response of each type was sent. */
  const sentAt = new Map<string, number>();
  const lane = outgoing.lane({
    freed: drained,
    slow: () => refuse(refusal('slow-reader', `a response was not read in ${limits.slowReadMs} ms`)),
  });

  const asker = context.askedNames.asker(network, () =>
    refuse(refusal('names', `more than ${limits.names} names on all streams together`)),
  );

  const stream: AdsStream = {
    protocol,
    peer: peerAddress(call),
    network,
    isPrivate: context.isPrivate(peerAddress(call)),
    get state() {
      return state;
    },
    publish(publication) {
      // A client that does not read gets only the newest state, once it reads again.
      if (isFull) waiting = publication;
      else happen({ kind: 'publish', ...publication });
    },
    end(code, message) {
      if (isOver) return;
      call.emit('error', { code, details: message });
      close();
    },
    refuse,
    reconsider() {
      const whyNot = isOver || !state.node ? undefined : context.forbids(call, state.node);
      if (whyNot) refuse(whyNot);
    },
    check(now) {
      const { unansweredMs } = limits;
      const isLate = (at = now): boolean => now - at > unansweredMs;
      // Seldom anything is late, and what is held up takes a while to tell.
      if (
        isLate(oldest(sentAt.values())) &&
        heldUp(state).some((response) => isLate(sentAt.get(response.typeUrl)))
      )
        refuse(refusal('unanswered', `no answer to a response came in ${unansweredMs} ms: begin anew`));
    },
  };

  function happen(event: StreamEvent): void {
    if (isOver || inbox.push(event) > 1) return; // What an effect brings about waits for the effects before it.
    try {
      for (let next = inbox[0]; next; inbox.shift(), next = inbox[0]) {
        const [after, effects] = step(state, next);
        state = after;
        effects.forEach(act);
      }
      if (!isOver) observer.progressed(stream);
    } catch (error) {
      fail(error);
    }
  }

  /** One stream's failure is not the others'. */
  function fail(error: unknown): void {
    observer.failed(stream, error);
    stream.end(status.INTERNAL, 'the server failed on this stream; see its log');
  }

  function refuse(why: Refusal): void {
    if (isOver) return;
    context.refused(stream, why);
    stream.end(why.code, why.message);
  }

  function act(effect: Effect): void {
    if (isOver) return;
    switch (effect.kind) {
      case 'identify':
        return observer.identified(stream, effect.node);
      case 'send':
        return send(effect.response);
      case 'ack':
        return observer.acked(stream, effect);
      case 'nack':
        return observer.nacked(stream, effect);
      case 'wait':
        return patience.begin(effect.generation);
      case 'wait-for-targets':
        return targets.begin(effect.generation);
      case 'close':
        return refuse(refusal('malformed', effect.message));
    }
  }

  function send(response: Response): void {
    sentAt.set(response.typeUrl, performance.now());
    let hasRoom = true;
    const isWritten = lane.send(sizeOf(response), (done) => (hasRoom = call.write(response, done)));
    if (isFull || (isWritten && hasRoom)) return;
    // Its requests wait as well: answering them would fill the queue further.
    isFull = true;
    call.pause();
  }

  /** Requests are worked on in turns with those of other streams, one at a time. */
  function receive(bytes: Buffer): void {
    if (isOver) return;
    let isWaiting = true;
    dropTurn = turns.take(() => {
      isWaiting = false;
      take(bytes);
      if (call.isPaused() && !isFull && !isOver) call.resume();
    });
    if (isWaiting) call.pause();
  }

  function take(bytes: Buffer): void {
    if (isOver) return;
    try {
      const why = checkBytes(protocol, bytes, limits);
      if (why) return refuse(why);
      const request = withShortReason(decodeRequest(protocol, bytes));
      const { node } = request;
      const whyNot =
        state.node || !node ? undefined : (checkNode(node, limits) ?? context.forbids(call, node));
      if (whyNot) return refuse(whyNot);
      happen({ kind: 'request', request });
      const tooMuch = checkSubscriptions(state, limits);
      if (tooMuch) refuse(tooMuch);
      else asker.asks(Array.from(state.types.values(), ({ subscription }) => subscription.names));
    } catch (error) {
      if (error instanceof DecodeError)
        refuse(refusal('malformed', `the request is not a ${requests[protocol]}`));
      else fail(error);
    }
  }

  function drained(): void {
    isFull = false;
    call.resume();
    const publication = waiting;
    waiting = undefined;
    if (publication) happen({ kind: 'publish', ...publication });
  }

  function close(): void {
    if (isOver) return;
    isOver = true;
    patience.end();
    targets.end();
    lane.close();
    asker.close();
    dropTurn();
    observer.closed(stream);
  }

  observer.opened(stream);
  call.on('data', receive);
  call.on('drain', drained);
  call.on('end', () => {
    // The client has no more to say: there is nobody left to acknowledge anything.
    close();
    call.end();
  });
  for (const event of ['cancelled', 'close', 'error']) call.on(event, close);
}

function oldest(times: Iterable<number>): number {
  let first = Infinity;
  for (const time of times) if (time < first) first = time;
  return first;
}

/** About as many bytes as it takes on its way. */
const sizeOf = ({ resources, removed }: Response): number =>
  resources.reduce((sum, { bytes, name }) => sum + bytes.length + name.length, 0) +
  removed.reduce((sum, name) => sum + name.length, 0);
