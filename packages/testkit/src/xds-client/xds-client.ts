import type { MessageOf, Node, ResourceType } from '@xdsim/envoy';
import type { Protocol } from './protocols.js';
import type { SubscribeOptions, XdsRequest } from './subscription.js';
import type { XdsResponse } from './xds-response.js';

/** How a stream ended: a status of gRPC, `0` when the server just ended it. */
export interface StreamEnd {
  readonly code: number;
  readonly details: string;
}

/** The stream has ended while something was expected of it. */
export class StreamEndedError extends Error {
  override readonly name = 'StreamEndedError';
  readonly end: StreamEnd;

  constructor(end: StreamEnd) {
    super(`the server ended the stream with status ${end.code}${end.details ? `: ${end.details}` : ''}`);
    this.end = end;
  }
}

export interface ResponseExpectation {
  /** Exactly these resources, in any order. */
  readonly resources?: readonly string[];
  /** Exactly these removed, in any order. */
  readonly removed?: readonly string[];
}

export interface WaitOptions {
  /** 5 seconds unless given. */
  readonly timeoutMs?: number;
}

/**
 * A client of a control plane that does what a test tells it, on one aggregated stream. It says only what it is told to
 * say: a response is neither acknowledged nor taken over before `ack`, unless `autoAck` is on.
 */
export interface XdsClient extends AsyncDisposable {
  readonly protocol: Protocol;
  readonly node: Node;
  /** Asks for resources by name, on top of those asked for before; without names for all there are. */
  subscribe(type: ResourceType, names?: readonly string[], options?: SubscribeOptions): void;
  /** Asks for them no more; without names for none of the type. */
  unsubscribe(type: ResourceType, names?: readonly string[]): void;
  /** Sends a request as it is, for what a well-behaved client would not say; the client's own state stays as it was. */
  send(request: XdsRequest): void;

  /** The oldest response of the type that was not taken yet, or the next to come. */
  next<T extends ResourceType>(type: T, options?: WaitOptions): Promise<XdsResponse<T>>;
  /** As `next`, and compares what is in it. */
  expectResponse<T extends ResourceType>(
    type: T,
    expected?: ResponseExpectation,
    options?: WaitOptions,
  ): Promise<XdsResponse<T>>;
  /**
   * Makes sure that the server has nothing to say of a type, in answer to what it was told so far. If it can, it asks for
   * something of another type and waits for that answer: streams are in order, so whatever came before it is here by
   * then. Where that has no answer it waits for so many milliseconds, 250 unless given.
   *
   * @throws Error when a response of the type is there or comes
   */
  expectQuiet(type: ResourceType, waitMs?: number): Promise<void>;

  /** Takes a response over and says so; the last that was taken by `next` unless given. */
  ack(response?: XdsResponse): void;
  /** Rejects a response, for that reason. */
  nack(why: string, response?: XdsResponse): void;
  /** From now on every response is acknowledged when it comes; it can still be taken by `next`. */
  autoAck(isOn?: boolean): void;

  /** What the client holds: from the responses that it acknowledged. */
  resources<T extends ResourceType>(type: T): ReadonlyMap<string, MessageOf<T>>;
  /** The version of each resource that it holds: what delta takes as `initialVersions` after a reconnect. */
  versions(type: ResourceType): Readonly<Record<string, string>>;

  /** Resolves when the stream has ended, by whichever side. */
  readonly ended: Promise<StreamEnd>;
  close(): Promise<void>;
}
