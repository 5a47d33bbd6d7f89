import { gzipSync } from 'node:zlib';
import { status } from '@grpc/grpc-js';
import { typeUrls } from '@xdsim/envoy';
import { connectXds, until } from '@xdsim/testkit';
import { expect } from 'chai';
import { connectRaw, messageHead, type RawConnection } from './raw-stream.js';
import { startFlood, frame, type Frame } from './start-flood.js';
import { expectReasons, startAttacked } from './under-attack.js';

const MIB = 1024 * 1024;
const message = (bytes: Uint8Array, compressed = 0): Buffer => {
  const head = messageHead(bytes.length);
  head.writeUInt8(compressed, 0);
  return Buffer.concat([head, bytes]);
};
const services = [
  '/envoy.service.discovery.v3.AggregatedDiscoveryService/StreamAggregatedResources',
  '/envoy.service.status.v3.ClientStatusDiscoveryService/StreamClientStatus',
  '/envoy.service.status.v3.ClientStatusDiscoveryService/FetchClientStatus',
  '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo',
  '/grpc.health.v1.Health/Check',
  '/grpc.health.v1.Health/Watch',
];
const held = (): number => process.memoryUsage().heapUsed + process.memoryUsage().external;

describe('whatever the service, a call', () => {
  for (const path of services) {
    it(`of ${path} that says nothing is ended`, async () => {
      await using attacked = await startAttacked({ firstRequestMs: 100 });
      await using connection = connectRaw(attacked.server.xdsAddress);
      const { ended, stream } = connection.call(path);
      stream.resume();
      expect(await ended).to.equal(status.DEADLINE_EXCEEDED);
      expectReasons(attacked, 'first-request');
      await attacked.serves();
    });

    it(`of ${path} counts as a stream, until it is over`, async () => {
      await using attacked = await startAttacked({ streamsPerPeer: 11, inspections: 10 });
      {
        await using connection = connectRaw(attacked.server.xdsAddress);
        const calls = Array.from({ length: 30 }, () => connection.call(path));
        for (const { stream } of calls) stream.resume();
        await until(() => attacked.refused.length === 20, { what: 'the refusal of 20 calls' });
        expectReasons(attacked, 'streams');
      }
      // That the connection is gone is heard on another line than the next call.
      await attacked.serves();
      await using client = await connectXds(attacked.server.xdsAddress, { id: 'late' });
      client.subscribe('clusters');
      await client.next('clusters');
      await attacked.serves();
    });
  }

  it('that is over and whose client does not close it is closed for it', async () => {
    await using attacked = await startAttacked({ streamsPerPeer: 3 });
    await using connection = connectRaw(attacked.server.xdsAddress);
    for (const garbage of Array.from({ length: 2 }, () => connection.stream())) {
      garbage.write(message(Buffer.alloc(4, 255)));
      garbage.stream.resume();
      expect(await garbage.ended).to.equal(status.INVALID_ARGUMENT);
    }
    await until(async () => {
      const { ask, stream, ended } = connection.stream();
      ask({ node: { id: 'next' }, type_url: typeUrls.clusters });
      const isServed = await Promise.race([
        new Promise<boolean>((resolve) => stream.once('data', () => resolve(true))),
        ended.then(() => false),
      ]);
      stream.close();
      return isServed;
    });
  });
});

describe('compressed requests', () => {
  it('are not inflated: half a gigabyte in half a megabyte is refused', async () => {
    await using attacked = await startAttacked();
    await using connection = connectRaw(attacked.server.xdsAddress);
    const bomb = message(gzipSync(Buffer.alloc(512 * MIB)), 1);
    const before = process.memoryUsage.rss();
    const streams = Array.from({ length: 8 }, () => connection.stream('sotw', { 'grpc-encoding': 'gzip' }));
    for (const { write, stream } of streams) {
      write(bomb);
      stream.resume();
    }
    for (const { ended } of streams) expect(await ended).to.equal(status.UNIMPLEMENTED);
    expectReasons(attacked, 'compression');
    expect((process.memoryUsage.rss() - before) / MIB).to.be.lessThan(200);
    await attacked.serves();
  });

  it('are no requests where none was announced', async () => {
    await using attacked = await startAttacked();
    await using connection = connectRaw(attacked.server.xdsAddress);
    const { write, ended, stream } = connection.stream();
    stream.resume();
    write(message(gzipSync(Buffer.alloc(MIB)), 1));
    expect(await ended).to.equal(status.INVALID_ARGUMENT);
    expectReasons(attacked, 'malformed');
  });
});

describe('a client that sends requests', () => {
  it('of no bytes by the thousand is refused', async () => {
    await using attacked = await startAttacked({ requestBurst: 1_000 });
    await using connection = connectRaw(attacked.server.xdsAddress);
    const { write, ended, stream, ask } = connection.stream();
    stream.resume();
    ask({ node: { id: 'attacker' }, type_url: typeUrls.clusters });
    write(Buffer.alloc(5 * 3_000));
    expect(await ended).to.equal(status.RESOURCE_EXHAUSTED);
    expectReasons(attacked, 'request-rate');
    await attacked.serves();
  });

  it('a byte at a time, between others, is cut for the memory that this keeps, not for its bytes', async () => {
    await using attacked = await startAttacked({ incompleteBytes: 8 * MIB });
    await using flood = await startFlood(attacked.server.xdsAddress);
    const before = held();
    flood.open();
    await flood.write(frame({ type: 'data', stream: 1, payload: messageHead(MIB) }));
    const piece = [
      frame({ type: 'data', stream: 1, payload: Buffer.alloc(1) }),
      frame({ type: 'unknown', stream: 0, payload: Buffer.alloc(16_000) }),
    ];
    let most = 0;
    for (let i = 0; i < 2_000 && !flood.isCut; i++) {
      await flood.write(...piece);
      most = Math.max(most, held() - before);
    }
    await flood.cut;
    expect(attacked.refused[0]?.reason).to.be.oneOf(['incomplete', 'flood']);
    expect(most / MIB).to.be.lessThan(100);
    await attacked.serves();
  });
});

const pings: Frame = { type: 'ping', stream: 0, payload: Buffer.alloc(8) };
const floods: readonly (readonly [what: string, frames: (i: number) => readonly Frame[]])[] = [
  ['pings', () => [pings]],
  ['settings', () => [{ type: 'settings', stream: 0, payload: Buffer.from([0, 3, 0, 0, 0, 1]) }]],
  ['priorities', (i) => [{ type: 'priority', stream: 2 * i + 1, payload: Buffer.alloc(5) }]],
  ['windows', () => [{ type: 'window', stream: 0, payload: Buffer.from([0, 0, 0, 1]) }]],
  ['frames that nobody knows', () => [{ type: 'unknown', stream: 0, payload: Buffer.alloc(100) }]],
];

describe('a connection that is flooded with', () => {
  for (const [what, frames] of floods)
    it(`${what} is cut, and nobody else notices`, async () => {
      await using attacked = await startAttacked({ controlBytesPerSecond: 10_000 });
      await using flood = await startFlood(attacked.server.xdsAddress);
      const before = held();
      for (let i = 0; i < 100_000 && !flood.isCut; i++) await flood.write(...frames(i).map(frame));
      await flood.cut;
      expect((held() - before) / MIB).to.be.lessThan(100);
      await attacked.serves();
    });

  it('streams that are reset at once is ended by Node, and nobody else notices', async () => {
    await using attacked = await startAttacked();
    await using flood = await startFlood(attacked.server.xdsAddress);
    const before = held();
    for (let i = 0; i < 20_000 && !flood.isCut; i++) {
      const stream = flood.open();
      await flood.write(frame({ type: 'reset', stream, payload: Buffer.from([0, 0, 0, 8]) }));
    }
    expect((held() - before) / MIB).to.be.lessThan(100);
    await attacked.serves();
    expect(attacked.server.proxies()).to.have.length(1);
  });

  it('headers without an end is cut by Node, and nobody else notices', async () => {
    await using attacked = await startAttacked();
    await using flood = await startFlood(attacked.server.xdsAddress);
    flood.open({ isComplete: false });
    // Literals that are not indexed: a name and a value, of a byte and of 100.
    const header = Buffer.concat([
      Buffer.from([0, 1]),
      Buffer.from('a'),
      Buffer.from([100]),
      Buffer.alloc(100, 98),
    ]);
    const more = frame({ type: 'continuation', stream: 1, payload: Buffer.concat(Array(100).fill(header)) });
    for (let i = 0; i < 20_000 && !flood.isCut; i++) await flood.write(more);
    await flood.cut;
    await attacked.serves();
  });

  it('nothing at all, half open, is noticed by the keepalive', async () => {
    await using attacked = await startAttacked({ keepaliveMs: 100, keepaliveTimeoutMs: 100 });
    await using flood = await startFlood(attacked.server.xdsAddress, { preface: false });
    await flood.cut;
    await attacked.serves();
  });
});

/** A connection whose client takes no response at all: its window is zero. */
describe('streams with a window of zero', () => {
  it('are ended when they hold a response for too long, and nobody else notices', async () => {
    await using attacked = await startAttacked({ unansweredMs: 300 });
    await using connection: RawConnection = connectRaw(attacked.server.xdsAddress, { initialWindowSize: 0 });
    const streams = Array.from({ length: 50 }, () => connection.stream());
    for (const { ask } of streams) ask({ node: { id: 'attacker' }, type_url: typeUrls.clusters });
    await until(() => attacked.refused.length === 50, { what: 'the end of the streams' });
    expectReasons(attacked, 'slow-reader');
    await until(() => attacked.server.proxies().length === 1, { what: 'nobody but the witness' });
    await attacked.serves();
  });
});
