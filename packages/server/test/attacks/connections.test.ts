import type { Settings } from 'node:http2';
import { connect, type Socket } from 'node:net';
import { status } from '@grpc/grpc-js';
import { typeUrls } from '@xdsim/envoy';
import { connectXds, until } from '@xdsim/testkit';
import { expect } from 'chai';
import { parse } from '@xdsim/api';
import { service } from '../start.js';
import { connectRaw, messageHead, type RawConnection } from './raw-stream.js';
import { startLine } from './start-line.js';
import { expectReasons, startAttacked } from './under-attack.js';

const node = { id: 'attacker' };
const MIB = 1024 * 1024;

/** Connections that end with the block. */
async function many(count: number, address: string, settings: Settings = {}) {
  const connections: RawConnection[] = [];
  for (let i = 0; i < count; i++) connections.push(connectRaw(address, settings));
  return {
    connections,
    async [Symbol.asyncDispose]() {
      await Promise.all(connections.map((one) => one[Symbol.asyncDispose]()));
    },
  };
}

/** What Node holds for JavaScript and its sockets. */
const memory = (): number => {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

describe('a client that', () => {
  it('says nothing is ended, and nobody else notices', async () => {
    await using attacked = await startAttacked({ firstRequestMs: 100 });
    await using connection = connectRaw(attacked.server.xdsAddress);
    const { ended, stream } = connection.stream();
    stream.resume();
    expect(await ended).to.equal(status.DEADLINE_EXCEEDED);
    expectReasons(attacked, 'first-request');
    await attacked.serves();
  });

  it('rule 70: never answers is left alone until there is something newer to say, and then begins anew', async () => {
    await using attacked = await startAttacked({ unansweredMs: 200 });
    await using connection = connectRaw(attacked.server.xdsAddress);
    const { ended, ask, stream } = connection.stream();
    ask({ node, type_url: typeUrls.clusters });
    await new Promise((resolve) => stream.once('data', resolve));
    let isOver = false;
    void ended.then(() => (isOver = true));
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(isOver).to.equal(false);
    await attacked.serves();
    expect(await ended).to.equal(status.UNAVAILABLE);
    expectReasons(attacked, 'unanswered');
    await attacked.serves();
  });

  it('rejects everything is heard, and nobody else notices', async () => {
    await using attacked = await startAttacked();
    await using client = await connectXds(attacked.server.xdsAddress, node);
    client.subscribe('clusters');
    const reasons: string[] = [];
    attacked.server.events$.subscribe((event) => {
      if (event.kind === 'nacked') reasons.push(event.message);
    });
    for (let i = 0; i < 50; i++) {
      const response = await client.next('clusters');
      // Each reason is another one, names nothing, and is longer than anybody wants to read.
      for (let again = 0; again < 10; again++) client.nack(`${i} ${'no '.repeat(10_000)}`, response);
      await attacked.serves();
    }
    // The last may still be on its way.
    expect(reasons.length).to.be.at.least(49);
    expect(Math.max(...reasons.map((reason) => reason.length))).to.be.lessThan(17_000);
    expectReasons(attacked);
  });

  it('opens streams without end gets as many as are allowed, and nobody else notices', async () => {
    await using attacked = await startAttacked({ streamsPerPeer: 51 });
    await using connections = await many(20, attacked.server.xdsAddress);
    const streams = connections.connections.flatMap((one) => Array.from({ length: 50 }, () => one.stream()));
    for (const { ask, stream } of streams) {
      ask({ node, type_url: typeUrls.clusters });
      stream.resume();
    }
    await until(() => attacked.refused.length === 950, { what: 'the refusal of 950 streams' });
    expectReasons(attacked, 'streams');
    await until(() => attacked.server.proxies().length === 51, { what: '50 streams and the witness' });
    await attacked.serves();
  });

  it('opens connections without end gets as many as are allowed, and nobody else notices', async () => {
    await using attacked = await startAttacked({ connectionsPerPeer: 51 });
    const { port, hostname: host } = new URL(`http://${attacked.server.xdsAddress}`);
    const sockets: Socket[] = Array.from({ length: 500 }, () =>
      connect(Number(port), host).on('error', () => {}),
    );
    await until(() => attacked.refused.length === 450, { what: 'the refusal of 450 connections' });
    expectReasons(attacked, 'connections');
    await attacked.serves();
    for (const socket of sockets) socket.destroy();
    await until(() => connectable(attacked.server.xdsAddress), { what: 'room for another connection' });
  });

  it('sends requests that never end is cut when they are too much together: a gigabyte is kept as 300 MB at most', async () => {
    await using attacked = await startAttacked({ incompleteBytes: 32 * MIB, firstRequestMs: 60_000 });
    await using connections = await many(40, attacked.server.xdsAddress);
    const before = memory();
    let most = 0;
    const part = Buffer.alloc(MIB);
    for (const { stream } of connections.connections) {
      const raw = stream();
      raw.write(messageHead(30 * MIB));
      for (let i = 0; i < 25 && !raw.stream.destroyed; i++) {
        await Promise.race([raw.ended, new Promise((resolve) => raw.stream.write(part, resolve))]);
        most = Math.max(most, memory() - before);
      }
    }
    expect(attacked.refused.length).to.be.greaterThan(30);
    expectReasons(attacked, 'incomplete');
    // 32 MiB are allowed. gRPC keeps the pieces as they come, and Node frees those of a connection late.
    expect(most / MIB).to.be.lessThan(300);
    await attacked.serves();
  });

  it('does not read holds up nobody, and is ended when others wait for it', async () => {
    const limits = { outgoingBytes: 4 * MIB, slowReadMs: 200 };
    await using attacked = await startAttacked(limits);
    // About 200 KB of clusters, and three times that for the window of a connection.
    attacked.server.registry.apply(
      Array.from({ length: 400 }, (_, i) => parse(service(`s${i}`)).objects).flat(),
    );
    await attacked.server.settled();
    const before = memory();
    await using connections = await many(200, attacked.server.xdsAddress);
    for (const { stream } of connections.connections) {
      const raw = stream();
      raw.stream.pause();
      raw.ask({ node, type_url: typeUrls.clusters });
    }
    await until(() => attacked.refused.length > 0, { what: 'the first to be ended' });
    expectReasons(attacked, 'slow-reader');
    await attacked.serves();
    expect((memory() - before) / MIB).to.be.lessThan(100);
  });

  it('reads a kilobyte now and then holds up nobody who reads, and is ended when others wait for it', async () => {
    const limits = { outgoingBytes: 4 * MIB, slowReadMs: 500 };
    await using attacked = await startAttacked(limits);
    attacked.server.registry.apply(
      Array.from({ length: 400 }, (_, i) => parse(service(`s${i}`)).objects).flat(),
    );
    await attacked.server.settled();
    const before = memory();
    await using connections = await many(60, attacked.server.xdsAddress, { initialWindowSize: 1024 });
    const streams = connections.connections.map((one) => one.stream());
    for (const { ask, stream } of streams) {
      stream.pause();
      ask({ node, type_url: typeUrls.clusters });
    }
    const reading = setInterval(() => streams.forEach(({ stream }) => void stream.read(1024)), 100);
    try {
      await until(() => attacked.refused.length > 0, { what: 'the first to be ended' });
      for (let i = 0; i < 3; i++) await attacked.serves();
      await using late = await connectXds(attacked.server.xdsAddress, { id: 'late' });
      late.subscribe('clusters');
      expect((await late.next('clusters')).resources)
        .to.have.property('size')
        .greaterThan(400);
      expectReasons(attacked, 'slow-reader');
      expect((memory() - before) / MIB).to.be.lessThan(100);
    } finally {
      clearInterval(reading);
    }
  });

  it('dies without a word is noticed, and nobody else is', async () => {
    await using attacked = await startAttacked({ keepaliveMs: 100, keepaliveTimeoutMs: 100 });
    await using line = await startLine(attacked.server.xdsAddress);
    await using connection = connectRaw(line.address);
    const { ask, stream } = connection.stream();
    ask({ node, type_url: typeUrls.clusters });
    await new Promise((resolve) => stream.once('data', resolve));
    line.break();
    await until(() => attacked.server.proxies().every(({ id }) => id !== node.id), { what: 'its end' });
    expectReasons(attacked);
    await attacked.serves();
  });
});

/** Whether a connection stays open. */
async function connectable(address: string): Promise<boolean> {
  const { port, hostname: host } = new URL(`http://${address}`);
  return new Promise((resolve) => {
    const socket = connect(Number(port), host);
    const tell = (is: boolean) => () => {
      socket.destroy();
      resolve(is);
    };
    // The server speaks first: its settings.
    socket.once('data', tell(true)).once('close', tell(false)).once('error', tell(false));
  });
}
