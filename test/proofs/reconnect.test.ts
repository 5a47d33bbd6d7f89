import { parse } from '@xdsim/api';
import { createServer, type Server } from '@xdsim/server';
import { startEnvoy, useEnvoyLog, until, type RunningEnvoy } from '@xdsim/testkit';
import { expect } from 'chai';
import { proofSize } from './proof-size.js';
import { serviceClusters } from './service-clusters.js';
import { startLink, type Link } from './start-link.js';

const { services } = proofSize;

/** What a response without resources and the connection itself may cost. */
const NOTHING = 2_000;

/** What one cluster or assignment of this mesh may cost. */
const ONE = 1_000;

const service = (i: number, endpoints = 1) => `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: s${i} }
spec:
  hosts: [s${i}.example]
  location: MESH_INTERNAL
  ports: [{ number: 80, name: http, protocol: HTTP }]
  resolution: STATIC
  endpoints:
${Array.from({ length: endpoints }, (_, n) => `    - { address: 10.${i % 250}.${n >> 8}.${n & 255} }`).join('\n')}
`;

const timeout = (i: number, seconds: number) => `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: s${i} }
spec:
  host: s${i}.example
  trafficPolicy: { connectionPool: { tcp: { connectTimeout: ${seconds}s } } }
`;

const cluster = (i: number): string => `outbound|80||s${i}.example`;

const startServer = async (...texts: readonly string[]): Promise<Server> => {
  const server = await createServer({
    xdsAddress: '127.0.0.1:0',
    adminAddress: '127.0.0.1:0',
    // Nothing is bound: these are no tests of listeners.
    translate: { interception: 'redirect' },
  });
  server.registry.apply(parse(texts.join('---')).objects);
  await server.settled();
  return server;
};

/** Resolves when Envoy is connected anew and holds what the server has: how many bytes that took. */
async function cost(server: Server, link: Link, after: number): Promise<number> {
  await until(() => link.connections.length > after && server.proxies().length > 0, {
    what: 'Envoy to come back',
    timeoutMs: 20_000,
  });
  await server.settled({ timeoutMs: 20_000 });
  return link.connections.slice(after).reduce((sum, { received }) => sum + received, 0);
}

const inUse = async (envoy: RunningEnvoy, i: number): Promise<string | undefined> =>
  (await serviceClusters(envoy)).inUse[cluster(i)];

describe('an Envoy on delta that reconnects', () => {
  useEnvoyLog();

  it('rules 11 and 59: is sent what differs from what it holds, by this server or by another', async function () {
    this.timeout(120_000);
    const mesh = Array.from({ length: services }, (_, i) => service(i));
    await using first = await startServer(...mesh);
    await using second = await startServer(...mesh.toReversed());
    await using link = await startLink(first.xdsAddress);
    await using envoy = await startEnvoy({ xds: link.address, node: { id: 'web-1' }, protocol: 'delta' });
    const everything = await cost(first, link, 0);
    expect(everything).to.be.above(services * 500);

    let seen = link.connections.length;
    link.cut();
    const nothing = await cost(first, link, seen);
    expect(nothing, 'by the same server').to.be.below(NOTHING);

    seen = link.connections.length;
    link.leadTo(second.xdsAddress);
    expect(await cost(second, link, seen), 'by another').to.be.below(NOTHING);

    first.registry.apply(parse([timeout(3, 7), service(4, 2)].join('---')).objects);
    await first.settled();
    seen = link.connections.length;
    link.leadTo(first.xdsAddress);
    const three = await cost(first, link, seen);
    expect(three, 'a cluster with its assignment, and another assignment').to.be.below(NOTHING + 3 * ONE);
    await envoy.until(async () => (await inUse(envoy, 3)) === '7s', { what: 'the changed cluster' });
    console.log(`      ${services} services: ${everything} bytes, again ${nothing}, with changes ${three}`);
  });

  it('rules 48 and 59: has no cluster that warms for ever when the assignment after a change got lost', async function () {
    this.timeout(60_000);
    // So many endpoints that the stream can be cut within them, after the cluster has arrived.
    await using server = await startServer(service(0, 3_000));
    await using link = await startLink(server.xdsAddress);
    await using envoy = await startEnvoy({ xds: link.address, node: { id: 'web-1' }, protocol: 'delta' });
    await server.settled({ timeoutMs: 20_000 });
    link.cutAfter(10_000);
    server.registry.apply(parse(timeout(0, 7)).objects);
    await envoy.until(async () => (await serviceClusters(envoy)).warming.includes(cluster(0)), {
      what: 'the cluster to be warming',
      intervalMs: 2,
    });
    await envoy.until(async () => (await inUse(envoy, 0)) === '7s', { what: 'the changed cluster' });
    expect((await serviceClusters(envoy)).warming).to.deep.equal([]);
    expect(link.connections).to.have.length.above(1);
  });
});
