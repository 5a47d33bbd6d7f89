import { constants } from 'node:http2';
import type { ServerInterceptor } from '@grpc/grpc-js';
import { formatAddress } from '../address.js';
import type { Connections } from '../connections/accept-connections.js';
import type { Limits } from '../limits/limits.js';
import { MessageMeter } from '../limits/message-meter.js';
import { networkOf } from '../limits/network-of.js';
import { refusal, type Refusal } from '../limits/refusal.js';
import { Tally } from '../limits/tally.js';
import { TokenBucket } from '../limits/token-bucket.js';
import type { Turns } from '../limits/turns.js';
import type { CallPurpose } from './call-purpose.js';
import { innerCall } from './inner-call.js';
import { peerOf } from './peer-of.js';

export interface CallGuardOptions {
  readonly limits: Limits;
  readonly turns: Turns;
  /** What a method is for. */
  readonly purposeOf: (path: string) => CallPurpose;
  readonly connections: () => Pick<Connections, 'received' | 'keeps' | 'cut'>;
  readonly refused: (peer: string, why: Refusal) => void;
}

export interface CallGuard {
  readonly intercept: ServerInterceptor;
  /** Ends calls whose clients are too slow; to be called now and then. */
  check(now: number): void;
}

/** How long a client gets to hear how its call ended, and then for what is left of it. */
const FAREWELL_MS = 1_000;

/** Of a request that is not for resources: it says a name or two. */
const SMALL_BYTES = 64 * 1024;

/** Keeps the limits that are the same for every service: this sees what a client sends before gRPC makes anything of it. */
export function guardCalls(options: CallGuardOptions): CallGuard {
  const { limits, turns, purposeOf, connections, refused } = options;
  const tally = new Tally(limits.streams, limits.streamsPerPeer);
  const inspections = new Tally(limits.inspections, limits.inspections);
  const checks = new Set<(now: number) => void>();
  const { requestBytes, requestsPerSecond, requestBurst, firstRequestMs, unansweredMs } = limits;
  const tooMany = refusal('streams', 'too many streams are open');
  // gRPC would inflate what is waiting without a bound to it all, and nobody compresses requests for resources.
  const compressed = refusal('compression', 'compressed requests are not taken');
  const tooFast = refusal('request-rate', `more than ${requestsPerSecond} requests a second on one stream`);
  const silent = refusal('first-request', `no request came in ${firstRequestMs} ms`);
  const slow = refusal('slow-reader', `a response was not read in ${unansweredMs} ms`);

  const intercept: ServerInterceptor = ({ path }, call) => {
    const { stream, incomingEncoding } = innerCall(call);
    const end = peerOf(call);
    const peer = formatAddress(end);
    const openedAt = performance.now();
    const rate = new TokenBucket(requestsPerSecond, requestBurst, openedAt);
    const meter = new MessageMeter();
    const purpose = purposeOf(path);
    const most = purpose === 'discovery' ? requestBytes : Math.min(SMALL_BYTES, requestBytes);
    const tooLarge = refusal('request-size', `a request is larger than ${most} bytes`);
    let requests = 0;
    let sendingSince: number | undefined;
    let wanted: (() => void) | undefined;
    let drop = (): void => {};

    function refuse(why: Refusal): void {
      checks.delete(check);
      refused(peer, why);
      call.sendStatus({ code: why.code, details: why.message });
      // What else it says is not heard: its end may have to wait for a client that does not read.
      stream.removeAllListeners('data').on('data', count).resume();
    }

    function check(now: number): void {
      if (requests === 0 && now - openedAt > firstRequestMs) refuse(silent);
      else if (sendingSince !== undefined && now - sendingSince > unansweredMs) refuse(slow);
    }

    const count = (piece: Buffer): void => connections().received(peer, piece.length);

    function received(piece: Buffer): void {
      count(piece);
      const before = meter.kept;
      const complete = meter.take(piece);
      connections().keeps(peer, meter.kept - before);
      requests += complete;
      if (meter.length > most) refuse(tooLarge);
      else if (!rate.take(performance.now(), complete)) refuse(tooFast);
    }

    const sendStatus = call.sendStatus.bind(call);
    call.sendStatus = (ending) => {
      sendStatus(ending);
      leave(FAREWELL_MS, () => {
        stream.close(constants.NGHTTP2_CANCEL);
        // Who reads nothing at all cannot be told that either.
        leave(FAREWELL_MS, () => connections().cut(peer));
      });
    };
    const sendMessage = call.sendMessage.bind(call);
    call.sendMessage = (message, done) => {
      sendingSince = performance.now();
      sendMessage(message, () => {
        sendingSince = undefined;
        done();
        wanted?.();
      });
    };
    // Streams of resources take turns by themselves, and know more about it.
    if (purpose !== 'discovery') oneByOne();

    /** The next request is looked at when the answer to the last is taken, and in turns with those of others. */
    function oneByOne(): void {
      const startRead = call.startRead.bind(call);
      call.startRead = () => {
        wanted = undefined;
        // gRPC asks for the next request before it has the answer to this one.
        setImmediate(() => {
          if (sendingSince === undefined) drop = turns.take(startRead);
          else wanted = call.startRead;
        });
      };
    }

    /** Does something when the stream is still there after a while. */
    function leave(ms: number, act: () => void): void {
      if (stream.destroyed) return;
      const timer = setTimeout(act, ms).unref();
      stream.once('close', () => clearTimeout(timer));
    }

    const giveBack = (purpose === 'inspection' ? inspections : tally).take(networkOf(end.host));
    stream.once('close', () => {
      drop();
      checks.delete(check);
      connections().keeps(peer, -meter.kept);
      giveBack?.();
    });
    const why = giveBack ? (incomingEncoding === 'identity' ? undefined : compressed) : tooMany;
    if (why) refuse(why);
    else {
      checks.add(check);
      stream.prependListener('data', received);
    }
    return call as ReturnType<ServerInterceptor>;
  };

  return {
    intercept,
    check(now) {
      for (const one of checks) one(now);
    },
  };
}
