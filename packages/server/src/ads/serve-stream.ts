import { status, type ServerDuplexStream } from '@grpc/grpc-js';
import type { Node } from '@xdsim/envoy';
import { DecodeError } from '@xdsim/envoy';
import type { Effect, Protocol, Response, StreamEvent, StreamState } from '@xdsim/xds';
import { decodeRequest, openStream, step } from '@xdsim/xds';
import type { Publication } from '../views.js';
import { Patience } from './patience.js';

export type AdsCall = ServerDuplexStream<Buffer, Response>;

/** One stream of a proxy, as the rest of the server sees it. */
export interface AdsStream {
  readonly protocol: Protocol;
  /** `IP:PORT` of the other end. */
  readonly peer: string;
  readonly state: StreamState;
  publish(publication: Publication): void;
  /** Ends the stream with a gRPC status; a client that was not at fault comes back. */
  end(code: status, message: string): void;
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

const requests = {
  sotw: 'envoy.service.discovery.v3.DiscoveryRequest',
  delta: 'envoy.service.discovery.v3.DeltaDiscoveryRequest',
} as const;

/**
 * How long a change of listeners and routes waits for the clusters that it leads to, and a removed cluster for the
 * change that leads away from it. A proxy that answers takes milliseconds.
 */
const PATIENCE_MS = 2_000;

/** Plays the protocol on one gRPC call: events go into the state machine, its effects go out. */
export function serveStream(
  call: AdsCall,
  protocol: Protocol,
  noncePrefix: string,
  observer: StreamObserver,
): void {
  let state = openStream(protocol, { noncePrefix });
  let isFull = false;
  let isOver = false;
  let waiting: Publication | undefined;
  const inbox: StreamEvent[] = [];
  const patience = new Patience(PATIENCE_MS, (generation) => happen({ kind: 'time-up', generation }));

  const stream: AdsStream = {
    protocol,
    peer: call.getPeer(),
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

  function act(effect: Effect): void {
    if (isOver) return;
    switch (effect.kind) {
      case 'identify':
        return observer.identified(stream, effect.node);
      case 'send':
        if (call.write(effect.response) || isFull) return;
        // Its requests wait as well: answering them would fill the queue further.
        isFull = true;
        call.pause();
        return;
      case 'ack':
        return observer.acked(stream, effect);
      case 'nack':
        return observer.nacked(stream, effect);
      case 'wait':
        return patience.begin(effect.generation);
      case 'close':
        return stream.end(status[effect.code], effect.message);
    }
  }

  function receive(bytes: Buffer): void {
    if (isOver) return;
    try {
      happen({ kind: 'request', request: decodeRequest(protocol, bytes) });
    } catch (error) {
      if (error instanceof DecodeError)
        stream.end(status.INVALID_ARGUMENT, `the request is not a ${requests[protocol]}`);
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
