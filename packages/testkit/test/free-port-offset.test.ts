import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { expect } from 'chai';
import fc from 'fast-check';
import { freePortOffset } from '../src/index.js';
import { rejection } from './rejection.js';

const bind = (port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject).listen(port, '127.0.0.1', () => resolve(server));
  });

const ephemeral = (): readonly [number, number] => {
  if (process.platform !== 'linux') return [49_152, 65_535];
  const [first = 0, last = 0] = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8')
    .split(/\s+/)
    .map(Number);
  return [first, last];
};

describe('freePortOffset', () => {
  it('gives an offset at which every port can be bound', async () => {
    const ports = [80, 443, 8080];
    const offset = await freePortOffset(ports);
    const servers = await Promise.all(ports.map((port) => bind(port + offset)));
    for (const server of servers) server.close();
  });

  it('moves every port out of the reach of outgoing connections, and needs no root', async () => {
    const [first, last] = ephemeral();
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: 20_000 }), { maxLength: 6 }),
        async (ports) => {
          const offset = await freePortOffset(ports);
          for (const port of ports.map((port) => port + offset)) {
            expect(port).to.be.within(1024, 65_535);
            expect(port >= first && port <= last, `${port} is ephemeral`).to.equal(false);
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  it('passes over offsets at which a port is taken, and gives up when none is left', async () => {
    const [first, last] = ephemeral();
    const highest = last < 65_535 ? 65_535 : first - 1;
    // So far apart that three offsets serve both: 1023, 1024 and 1025.
    const ports = [1, highest - 1025];
    const servers: Server[] = [];
    const offsets: number[] = [];
    try {
      for (let count = 0; count < 3; count++) {
        const offset = await freePortOffset(ports);
        offsets.push(offset);
        servers.push(await bind(1 + offset));
      }
      expect(offsets).to.have.members([1023, 1024, 1025]);
      expect((await rejection(freePortOffset(ports))).message).to.contain('no port offset is free');
    } finally {
      for (const server of servers) server.close();
    }
  });

  it('refuses what is no port, and ports too far apart', async () => {
    for (const port of [0, -1, 65_536, 1.5, Number.NaN]) {
      expect((await rejection(freePortOffset([80, port]))).message).to.equal(`${port} is no port`);
    }
    expect((await rejection(freePortOffset([1, 65_535]))).message).to.contain('no offset serves all');
  });
});
