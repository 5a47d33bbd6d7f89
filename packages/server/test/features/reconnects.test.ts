import type { ResourceType } from '@xdsim/envoy';
import { connectXds, type XdsClient } from '@xdsim/testkit';
import { expect } from 'chai';
import type { Server } from '../../src/index.js';
import { cluster, connectTimeout, serverWith } from '../start.js';

/** What such an Envoy asks for. */
const types = ['clusters', 'endpoints', 'listeners', 'routes'] as const satisfies readonly ResourceType[];

type Versions = Readonly<Record<(typeof types)[number], Readonly<Record<string, string>>>>;

/** By name, as Envoy asks for them. */
const routes = ['80'];
const names = { clusters: undefined, endpoints: [cluster('a'), cluster('b')], listeners: undefined, routes };

/** A proxy that asks for what Envoy asks for, and says what it holds. */
async function attach(server: Server, held?: Versions): Promise<XdsClient> {
  const proxy = await connectXds(server.xdsAddress, { id: 'web-1' }, { protocol: 'delta' });
  for (const type of types) {
    proxy.subscribe(type, names[type], held ? { initialVersions: held[type] } : {});
  }
  return proxy;
}

/** Takes one response of each type over: the versions of all that the proxy holds then. */
async function takeAll(proxy: XdsClient): Promise<Versions> {
  for (const type of types) {
    await proxy.next(type);
    proxy.ack();
  }
  return versionsOf(proxy);
}

const versionsOf = (proxy: XdsClient): Versions => ({
  clusters: proxy.versions('clusters'),
  endpoints: proxy.versions('endpoints'),
  listeners: proxy.versions('listeners'),
  routes: proxy.versions('routes'),
});

describe('reconnects on delta', () => {
  it('rules 11 and 59: a proxy that holds everything is sent nothing, by this server or by one like it', async () => {
    await using server = await serverWith('a', 'b');
    const proxy = await attach(server);
    const held = await takeAll(proxy);
    expect(Object.keys(held.clusters)).to.include.members([cluster('a'), cluster('b')]);
    expect(Object.keys(held.endpoints)).to.have.members([cluster('a'), cluster('b')]);
    await proxy.close();

    await using replica = await serverWith('b', 'a');
    for (const one of [server, replica]) {
      await using again = await attach(one, held);
      for (const type of ['clusters', 'listeners'] as const) {
        await again.expectResponse(type, { resources: [], removed: [] });
        again.ack();
      }
      for (const type of ['endpoints', 'routes'] as const) await again.expectQuiet(type, 100);
    }
  });

  it('rule 59: a proxy that was away is sent what has changed meanwhile, and nothing else', async () => {
    await using server = await serverWith('a', 'b');
    const proxy = await attach(server);
    const held = await takeAll(proxy);
    await proxy.close();

    server.registry.apply(connectTimeout('a', 3));
    await server.settled();
    await using again = await attach(server, held);
    await again.expectResponse('clusters', { resources: [cluster('a')], removed: [] });
    await again.expectResponse('endpoints', { resources: [cluster('a')], removed: [] });
    again.autoAck();
    await again.expectQuiet('routes', 100);
  });

  it('rules 48 and 59: an assignment that did not arrive after its cluster had changed is sent on the next stream', async () => {
    await using server = await serverWith('a', 'b');
    const proxy = await attach(server);
    await takeAll(proxy);
    server.registry.apply(connectTimeout('a', 3));
    await proxy.expectResponse('clusters', { resources: [cluster('a')] });
    proxy.ack();
    // The stream ends before the assignment comes: Envoy's cluster is warming.
    const held = versionsOf(proxy);
    await proxy.close();

    await using again = await attach(server, held);
    await again.expectResponse('clusters', { resources: [], removed: [] });
    await again.expectResponse('endpoints', { resources: [cluster('a')], removed: [] });
  });

  it('rules 48 and 59: the same for an Envoy that asks for clusters last, as it does while one is warming', async () => {
    await using server = await serverWith('a', 'b');
    const proxy = await attach(server);
    await takeAll(proxy);
    server.registry.apply(connectTimeout('a', 3));
    await proxy.expectResponse('clusters', { resources: [cluster('a')] });
    proxy.ack();
    const held = versionsOf(proxy);
    await proxy.close();

    await using again = await connectXds(server.xdsAddress, { id: 'web-1' }, { protocol: 'delta' });
    again.subscribe('endpoints', names.endpoints, { initialVersions: held.endpoints });
    await again.expectResponse('endpoints', { resources: [cluster('a')], removed: [] });
    again.ack();
    again.subscribe('clusters', undefined, { initialVersions: held.clusters });
    await again.expectResponse('clusters', { resources: [], removed: [] });
    await again.expectQuiet('endpoints', 100);
  });

  it('an endpoint that changes changes the version of its assignment alone', async () => {
    await using server = await serverWith('a', 'b');
    await using proxy = await attach(server);
    const before = await takeAll(proxy);
    const moved = server.registry.snapshot().get('ServiceEntry', 'default', 'a');
    if (!moved) throw new Error('there is no ServiceEntry a');
    server.registry.apply([{ ...moved, spec: { ...moved.spec, endpoints: [{ address: '127.0.0.2' }] } }]);
    await proxy.expectResponse('endpoints', { resources: [cluster('a')], removed: [] });
    proxy.ack();
    const after = versionsOf(proxy);
    expect(after.endpoints[cluster('a')]).not.to.equal(before.endpoints[cluster('a')]);
    expect({ ...after, endpoints: after.endpoints[cluster('b')] }).to.deep.equal({
      ...before,
      endpoints: before.endpoints[cluster('b')],
    });
  });
});
