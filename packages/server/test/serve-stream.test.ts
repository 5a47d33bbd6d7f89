import { Duplex } from 'node:stream';
import { status } from '@grpc/grpc-js';
import { encode, resource, resourceSet, typeUrls, type DeltaDiscoveryRequest } from '@xdsim/envoy';
import type { Response } from '@xdsim/xds';
import { expect } from 'chai';
import {
  serveStream,
  type AdsCall,
  type AdsStream,
  type StreamContext,
  type StreamObserver,
} from '../src/ads/serve-stream.js';
import { AskedNames } from '../src/limits/asked-names.js';
import { defaultLimits } from '../src/limits/limits.js';
import { Outgoing } from '../src/limits/outgoing.js';
import { Turns } from '../src/limits/turns.js';
import type { Publication } from '../src/views/publication.js';

/** A call whose client reads only when it is told to. */
class SlowCall extends Duplex {
  readonly sent: Response[] = [];
  #taken: (() => void) | undefined;

  constructor() {
    super({ objectMode: true, highWaterMark: 1 });
  }

  getPeer = (): string => '127.0.0.1:1';
  override _read(): void {}
  override _write(response: Response, _encoding: string, done: () => void): void {
    this.sent.push(response);
    this.#taken = done;
  }

  /** Takes the message that is under way off the line. */
  release(): void {
    this.#taken?.();
  }

  ask(request: DeltaDiscoveryRequest): void {
    this.push(Buffer.from(encode('envoy.service.discovery.v3.DeltaDiscoveryRequest', request)));
  }
}

const publication = (generation: number): Publication => ({
  generation,
  resources: resourceSet([resource('clusters', { name: 'c', connect_timeout: `${generation}s` })]),
});

const quiet: StreamObserver = {
  opened() {},
  identified() {},
  acked() {},
  nacked() {},
  progressed() {},
  closed() {},
  failed(_stream, error) {
    throw error;
  },
};

/** Lets the streams of Node hand on what they hold. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const serve = (call: SlowCall, observer: StreamObserver, more: Partial<StreamContext> = {}): void =>
  serveStream(asCall(call), {
    protocol: 'delta',
    noncePrefix: 'n-',
    isPrivate: () => true,
    observer,
    limits: defaultLimits,
    turns: new Turns(),
    outgoing: new Outgoing(1_000_000, 1_000),
    askedNames: new AskedNames(1_000_000),
    forbids: () => undefined,
    refused() {},
    ...more,
  });

const asCall = (call: SlowCall): AdsCall => call as unknown as AdsCall;

describe('a stream', () => {
  it('keeps only the newest state for a client that does not read, and does not listen to it meanwhile', async () => {
    const call = new SlowCall();
    let stream!: AdsStream;
    serve(call, {
      ...quiet,
      opened: (it) => (stream = it),
      identified: (it) => it.publish(publication(1)),
    });
    call.ask({ node: { id: 'web-1' }, type_url: typeUrls.clusters });
    await turn();
    expect(call.sent).to.have.length(1);
    expect(call.isPaused()).to.equal(true);
    call.ask({ type_url: typeUrls.clusters, response_nonce: call.sent[0]?.nonce ?? '' });
    for (const generation of [2, 3, 4]) stream.publish(publication(generation));
    await turn();
    expect(stream.state.published?.generation).to.equal(1);

    call.release();
    await turn();
    expect(stream.state.published?.generation).to.equal(4);
    expect(call.sent.map(({ resources: [c] }) => c?.message)).to.deep.equal([
      { name: 'c', connect_timeout: '1s' },
      { name: 'c', connect_timeout: '4s' },
    ]);
  });

  it('that fails is ended, and its observer told', async () => {
    const call = new SlowCall();
    const told: string[] = [];
    const errors: Error[] = [];
    call.on('error', (error) => errors.push(error));
    serve(call, {
      ...quiet,
      identified() {
        throw new Error('a mistake');
      },
      failed: (_stream, error) => told.push(String(error)),
      closed: () => told.push('closed'),
    });
    call.ask({ node: { id: 'web-1' }, type_url: typeUrls.clusters });
    await turn();
    expect(told).to.deep.equal(['Error: a mistake', 'closed']);
    expect(errors).to.have.length(1);
    expect(errors[0]).to.include({ code: status.INTERNAL });
  });

  for (const event of ['cancelled', 'close', 'error', 'end'])
    it(`is over once when its call says "${event}", and takes nothing any more`, async () => {
      const call = new SlowCall();
      let closed = 0;
      let stream!: AdsStream;
      serve(call, {
        ...quiet,
        opened: (it) => (stream = it),
        closed: () => closed++,
      });
      call.ask({ node: { id: 'web-1' }, type_url: typeUrls.clusters });
      await turn();
      call.emit(event, event === 'error' ? new Error('gone') : undefined);
      call.emit('close');
      stream.publish(publication(1));
      stream.end(status.UNAVAILABLE, 'too late');
      await turn();
      expect(closed).to.equal(1);
      expect(call.sent).to.deep.equal([]);
    });
});
