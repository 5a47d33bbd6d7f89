import { Metadata } from '@grpc/grpc-js';
import { parse } from '@xdsim/api';
import { createServer, type Server } from '@xdsim/server';
import { until } from '@xdsim/testkit';
import { expect } from 'chai';
import { policies, rules } from '../proofs/grpc/asked-for.js';
import { routes, rule, to } from '../proofs/grpc/mesh.js';
import { openClient, type WhoClient } from './grpc-client.js';
import { startWhoServer, type WhoServer } from './who-service.js';

// The client is @grpc/grpc-js-xds as it is installed: it shares no code with this project.

const HOST = 'cart.default.svc.cluster.local';

const service = (endpoints: readonly string[]): string => `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: cart }
spec:
  hosts: [${HOST}]
  ports: [{ number: 8080, name: grpc, protocol: GRPC }]
  resolution: STATIC
  location: MESH_INTERNAL
  endpoints: [${endpoints.join(', ')}]
`;

const endpoint = ({ port }: WhoServer, version: string): string =>
  `{ address: 127.0.0.1, ports: { grpc: ${port} }, labels: { version: ${version} } }`;

const canary = `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: cart }
spec:
  host: ${HOST}
  trafficPolicy: { loadBalancer: { simple: ROUND_ROBIN } }
  subsets: [{ name: v1, labels: { version: v1 } }, { name: v2, labels: { version: v2 } }]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: cart }
spec:
  hosts: [${HOST}]
  http:
    - match: [{ headers: { x-canary: { exact: 'yes' } } }]
      route: [{ destination: { host: ${HOST}, subset: v2 } }]
    - route:
        - { destination: { host: ${HOST}, subset: v1 }, weight: 75 }
        - { destination: { host: ${HOST}, subset: v2 }, weight: 25 }
`;

const apply = (server: Server, text: string): void => {
  const { objects, diagnostics } = parse(text, { file: 'grpc.yaml' });
  expect(diagnostics).to.deep.equal([]);
  server.registry.apply(objects);
};

const tally = async (client: WhoClient, requests: number): Promise<ReadonlyMap<string, number>> => {
  const seen = new Map<string, number>();
  for (let i = 0; i < requests; i++) {
    const who = await client.ask();
    seen.set(who, (seen.get(who) ?? 0) + 1);
  }
  return seen;
};

describe('a gRPC client that has its configuration from xdsim', () => {
  let server: Server;
  let one: WhoServer;
  let two: WhoServer;
  before(async () => {
    [one, two] = await Promise.all([startWhoServer('one'), startWhoServer('two')]);
  });
  after(async () => {
    await Promise.all([one[Symbol.asyncDispose](), two[Symbol.asyncDispose]()]);
  });
  beforeEach(async () => {
    server = await createServer({ xdsAddress: '127.0.0.1:0', adminAddress: '127.0.0.1:0' });
  });
  afterEach(() => server.close());

  it('rule 54: reaches all endpoints of a service by its name, and by its short name', async () => {
    apply(server, service([endpoint(one, 'v1'), endpoint(two, 'v2')]));
    for (const target of [`${HOST}:8080`, 'cart:8080', 'cart.default:8080']) {
      using client = openClient(server.xdsAddress, target);
      const seen = await tally(client, 20);
      expect([...seen.keys()].sort(), target).to.deep.equal(['one', 'two']);
    }
  });

  it('is told apart from a sidecar, and accepts everything that it is given', async () => {
    apply(server, `${service([endpoint(one, 'v1'), endpoint(two, 'v2')])}---${canary}`);
    using client = openClient(server.xdsAddress, `${HOST}:8080`);
    expect(await client.ask()).to.be.oneOf(['one', 'two']);
    await server.settled();
    const [proxy] = server.proxies();
    expect(proxy?.status.types.map(({ type }) => type)).to.have.members([
      'listeners',
      'routes',
      'clusters',
      'endpoints',
    ]);
    expect(proxy?.status.types.filter(({ nack }) => nack)).to.deep.equal([]);
    expect(server.diagnostics()).to.deep.equal([]);
    expect(server.resourcesFor('grpc-1')?.listeners.has(`${HOST}:8080`)).to.equal(true);
  });

  it('rejects nothing of what rules may ask for, and follows the next', async () => {
    apply(server, service([endpoint(one, 'v1'), endpoint(two, 'v2')]));
    using client = openClient(server.xdsAddress, `${HOST}:8080`);
    const nacks = () =>
      server.proxies().flatMap(({ status }) => status.types.flatMap(({ nack }) => nack ?? []));
    for (const policy of policies) {
      apply(server, rule(policy));
      await server.settled();
      expect(await client.ask(), policy).to.be.oneOf(['one', 'two']);
      expect(nacks(), policy).to.deep.equal([]);
    }
    for (const line of rules) {
      for (const [subset, name] of [
        ['v1', 'one'],
        ['v2', 'two'],
      ] as const) {
        apply(server, routes(line, `{ ${to(subset)} }`));
        await until(async () => (await client.ask()) === name, { what: line });
        expect(nacks(), line).to.deep.equal([]);
      }
    }
  });

  it('follows a change of endpoints', async () => {
    apply(server, service([endpoint(one, 'v1')]));
    using client = openClient(server.xdsAddress, `${HOST}:8080`);
    expect([...(await tally(client, 10)).keys()]).to.deep.equal(['one']);
    apply(server, service([endpoint(two, 'v2')]));
    await until(async () => (await client.ask()) === 'two', { what: 'the new endpoint' });
    expect([...(await tally(client, 10)).keys()]).to.deep.equal(['two']);
  });

  it('splits requests by weight, and sends those that ask for it to the canary', async () => {
    apply(server, `${service([endpoint(one, 'v1'), endpoint(two, 'v2')])}---${canary}`);
    using client = openClient(server.xdsAddress, `${HOST}:8080`);
    // A share of 25 % of 2,000 is five points off in one run of ten million.
    const seen = await tally(client, 2_000);
    expect((seen.get('two') ?? 0) / 2_000).to.be.closeTo(0.25, 0.05);
    expect(seen.size).to.equal(2);
    const headers = new Metadata();
    headers.set('x-canary', 'yes');
    for (let i = 0; i < 20; i++) expect(await client.ask(headers)).to.equal('two');
  });

  it('has nowhere to go when its service is removed; who comes when it is back finds it', async () => {
    apply(server, service([endpoint(one, 'v1')]));
    using client = openClient(server.xdsAddress, `${HOST}:8080`);
    expect(await client.ask()).to.equal('one');
    server.registry.delete({ kind: 'ServiceEntry', namespace: 'default', name: 'cart' });
    await until(async () => (await client.ask()) === 'UNAVAILABLE', { what: 'the end of the service' });
    apply(server, service([endpoint(two, 'v1')]));
    // grpc-js-xds 1.14.1 itself takes no note of a resource that goes and comes back as it was.
    using next = openClient(server.xdsAddress, `${HOST}:8080`, 'grpc-2');
    expect(await next.ask()).to.equal('two');
  });

  it('serves two clients with node ids of their own', async () => {
    apply(server, service([endpoint(one, 'v1')]));
    using first = openClient(server.xdsAddress, `${HOST}:8080`, 'grpc-1');
    using second = openClient(server.xdsAddress, `${HOST}:8080`, 'grpc-2');
    expect(await Promise.all([first.ask(), second.ask()])).to.deep.equal(['one', 'one']);
    expect(server.proxies().map(({ id }) => id)).to.have.members(['grpc-1', 'grpc-2']);
  });
});
