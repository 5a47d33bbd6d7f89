import { connectXds } from '@xdsim/testkit';
import { expect } from 'chai';
import { cluster, objects, startServer, serverWith } from '../start.js';

const node = { id: 'web-1' };

for (const protocol of ['sotw', 'delta'] as const)
  describe(`a proxy on ${protocol}`, () => {
    it('gets what the registry holds, and later what changed', async () => {
      await using server = await serverWith('a');
      await using proxy = await connectXds(server.xdsAddress, node, { protocol, autoAck: true });
      proxy.subscribe('clusters');
      proxy.subscribe('listeners');
      const first = await proxy.next('clusters');
      expect([...first.resources.keys()]).to.include(cluster('a'));
      await proxy.next('listeners');

      server.registry.apply(objects('b'));
      const second = await proxy.next('clusters');
      expect([...second.resources.keys()]).to.include(cluster('b'));
      expect(second.resources.has(cluster('a'))).to.equal(protocol === 'sotw');
      await server.settled();
      expect([...proxy.resources('clusters').keys()]).to.include.members([cluster('a'), cluster('b')]);

      server.registry.delete({ kind: 'ServiceEntry', namespace: 'default', name: 'a' });
      const third = await proxy.next('clusters');
      if (protocol === 'delta') expect(third.removed).to.deep.equal([cluster('a')]);
      else expect([...third.resources.keys()]).not.to.include(cluster('a'));
    });

    it('gets endpoints and routes by name', async () => {
      await using server = await serverWith('a');
      await using proxy = await connectXds(server.xdsAddress, node, { protocol, autoAck: true });
      proxy.subscribe('endpoints', [cluster('a')]);
      await proxy.expectResponse('endpoints', { resources: [cluster('a')] });
      proxy.subscribe('routes', ['80']);
      await proxy.expectResponse('routes', { resources: ['80'] });
    });

    it('hears nothing of a change that does not concern it', async () => {
      await using server = await serverWith('a');
      await using proxy = await connectXds(server.xdsAddress, node, { protocol, autoAck: true });
      proxy.subscribe('endpoints', [cluster('a')]);
      await proxy.next('endpoints');
      server.registry.apply(objects('b'));
      await server.settled();
      await proxy.expectQuiet('endpoints');
    });

    it('shares its node id with another stream: both are served', async () => {
      await using server = await serverWith('a');
      await using one = await connectXds(server.xdsAddress, node, { protocol, autoAck: true });
      await using two = await connectXds(server.xdsAddress, node, { protocol, autoAck: true });
      for (const proxy of [one, two]) {
        proxy.subscribe('clusters');
        expect([...(await proxy.next('clusters')).resources.keys()]).to.include(cluster('a'));
      }
      await server.settled();
      expect(server.proxies().map(({ id }) => id)).to.deep.equal(['web-1', 'web-1']);

      await one.close();
      server.registry.apply(objects('b'));
      expect([...(await two.next('clusters')).resources.keys()]).to.include(cluster('b'));
    });

    it('is listed with what it is and where it stands', async () => {
      await using server = await serverWith('a');
      const build = { version: { major_number: 1, minor_number: 40 } };
      const who = {
        id: 'shop-1',
        metadata: { NAMESPACE: 'shop' },
        user_agent_name: 'envoy',
        user_agent_build_version: build,
      };
      await using proxy = await connectXds(server.xdsAddress, who, { protocol });
      proxy.subscribe('clusters');
      const { version } = await proxy.next('clusters');
      const [listed] = server.proxies();
      expect(listed).to.include({
        id: 'shop-1',
        namespace: 'shop',
        protocol,
        software: 'envoy 1.40.0',
        settled: false,
      });
      expect(listed?.peer).to.match(/^127\.0\.0\.1:\d+$/);
      expect(listed?.status.types[0]).to.deep.include({ type: 'clusters', pending: true });

      proxy.ack();
      await server.settled();
      expect(server.proxies()[0]).to.include({ settled: true });
      expect(server.proxies()[0]?.status.types[0]?.acked?.version).to.equal(version);
    });

    it('can be looked up by its node id', async () => {
      await using server = await startServer();
      await using proxy = await connectXds(server.xdsAddress, node, { protocol, autoAck: true });
      proxy.subscribe('clusters');
      await proxy.next('clusters');
      expect(server.resourcesFor('web-1')?.clusters.size).to.be.greaterThan(0);
      expect(server.resourcesFor('web-2')).to.equal(undefined);
    });
  });

describe('two proxies of different namespaces', () => {
  it('see different things when an object is not exported', async () => {
    await using server = await startServer();
    const [object] = objects('a');
    if (object?.kind !== 'ServiceEntry') throw new TypeError('a ServiceEntry was expected');
    server.registry.apply([{ ...object, spec: { ...object.spec, exportTo: ['.'] } }]);
    await server.settled();
    await using own = await connectXds(server.xdsAddress, { id: 'own' }, { autoAck: true });
    await using other = await connectXds(
      server.xdsAddress,
      { id: 'other', metadata: { NAMESPACE: 'shop' } },
      { autoAck: true },
    );
    own.subscribe('clusters');
    other.subscribe('clusters');
    expect([...(await own.next('clusters')).resources.keys()]).to.include(cluster('a'));
    expect([...(await other.next('clusters')).resources.keys()]).not.to.include(cluster('a'));
  });
});
