import { connectXds, until, type XdsClient } from '@xdsim/testkit';
import { expect } from 'chai';
import type { Server } from '../../src/index.js';
import { cluster, connectTimeout, nextEvent, objects, serverWith } from '../start.js';

const bad = `Error adding/updating cluster(s) ${cluster('b')}: no such thing`;

for (const protocol of ['sotw', 'delta'] as const)
  describe(`what is put aside on ${protocol}, whoever is faster`, () => {
    async function watch(server: Server, id: string, initialVersions?: Record<string, string>) {
      const node = { id, user_agent_name: 'envoy' };
      const proxy = await connectXds(server.xdsAddress, node, { protocol });
      proxy.subscribe('clusters', [], initialVersions ? { initialVersions } : {});
      await proxy.next('clusters');
      return proxy;
    }
    const told = (server: Server, kind: 'acked' | 'nacked', id: string) =>
      nextEvent(server, kind, ({ proxy }) => proxy === id);
    const ack = async (server: Server, proxy: XdsClient) => {
      const heard = told(server, 'acked', proxy.node.id ?? '');
      proxy.ack();
      await heard;
    };
    const nack = async (server: Server, proxy: XdsClient) => {
      const heard = told(server, 'nacked', proxy.node.id ?? '');
      proxy.nack(bad);
      return heard;
    };
    const timeoutOf = (proxy: XdsClient, name = 'b') =>
      (proxy.resources('clusters').get(cluster(name)) as { connect_timeout?: string } | undefined)
        ?.connect_timeout;
    const change = (server: Server, seconds: number, also = 3) =>
      server.registry.apply([...connectTimeout('a', also), ...connectTimeout('b', seconds)]);
    const published = (server: Server) =>
      until(() => server.proxies()[0]?.status.generation === server.registry.snapshot().generation);
    const setAside = (server: Server) =>
      server.proxies().map(({ id, setAside: all }) => [id, all.map(({ name }) => name)]);

    it('rule 16: a correction that is made before the NACK arrives is not taken for what was rejected', async () => {
      await using server = await serverWith('a', 'b');
      await using proxy = await watch(server, 'web-1');
      await ack(server, proxy);
      change(server, 4);
      await proxy.next('clusters');
      change(server, 5);
      await published(server);
      await nack(server, proxy);
      const corrected = await proxy.next('clusters');
      await ack(server, proxy);
      expect([...corrected.resources.keys()]).to.include(cluster('b'));
      expect(timeoutOf(proxy)).to.equal('5s');
      await server.settled();
      expect(server.diagnostics()).to.deep.equal([]);
    });

    it('rule 16: what is accepted is what was sent, not what was published meanwhile', async () => {
      await using server = await serverWith('a', 'b');
      await using proxy = await watch(server, 'web-1');
      change(server, 4);
      await published(server);
      await ack(server, proxy);
      await proxy.next('clusters');
      await nack(server, proxy);
      await proxy.next('clusters');
      await ack(server, proxy);
      expect(timeoutOf(proxy), 'what it had').to.equal('10s');
    });

    for (const first of ['the one that accepts it', 'the one that rejects it'])
      it(`rule 16: what one of two proxies accepts is kept from the other alone, though ${first} is faster`, async () => {
        await using server = await serverWith('a', 'b');
        await using one = await watch(server, 'web-1');
        await using two = await watch(server, 'web-2');
        await ack(server, one);
        await ack(server, two);
        change(server, 4);
        await one.next('clusters');
        await two.next('clusters');
        one.autoAck();
        two.autoAck();
        if (first === 'the one that accepts it') await ack(server, two);
        await nack(server, one);
        if (first === 'the one that rejects it') await ack(server, two);

        change(server, 4, 6);
        await until(() => [one, two].every((proxy) => timeoutOf(proxy, 'a') === '6s'));
        expect(timeoutOf(one), 'what it had').to.equal('10s');
        expect(timeoutOf(two), 'what it accepted').to.equal('4s');
        expect(setAside(server)).to.deep.equal([
          ['web-1', [cluster('b')]],
          ['web-2', []],
        ]);
      });

    it('rule 16: a new proxy that rejects it takes nothing away from those that have an older one', async () => {
      await using server = await serverWith('a', 'b');
      await using old = await watch(server, 'web-1');
      await ack(server, old);
      change(server, 4);
      await old.next('clusters');
      await using fresh = await watch(server, 'web-2');
      await nack(server, fresh);
      await fresh.next('clusters');
      await ack(server, fresh);
      expect(timeoutOf(fresh), 'it has accepted none').to.equal(undefined);
      await nack(server, old);
      await old.next('clusters');
      await ack(server, old);
      expect(timeoutOf(old)).to.equal('10s');
    });

    it('rule 16: deleted and made again as it was, it is still put aside, with nothing in its place of before', async () => {
      await using server = await serverWith('a', 'b');
      await using proxy = await watch(server, 'web-1');
      await ack(server, proxy);
      change(server, 4);
      await proxy.next('clusters');
      proxy.autoAck();
      await nack(server, proxy);
      server.registry.delete({ kind: 'ServiceEntry', namespace: 'default', name: 'b' });
      await server.settled();
      expect(server.diagnostics()).to.deep.equal([]);
      expect(timeoutOf(proxy)).to.equal(undefined);
      server.registry.apply(objects('b', 'c'));
      const error = await server.settled().catch((e: unknown) => e);
      expect(String(error)).to.include('no such thing');
      await until(() => timeoutOf(proxy, 'c') !== undefined);
      expect(timeoutOf(proxy)).to.equal(undefined);
      change(server, 5);
      await server.settled();
      expect(timeoutOf(proxy)).to.equal('5s');
    });

    if (protocol === 'delta')
      it('rule 16: a proxy that outlived its server keeps the older one, which only it has', async () => {
        await using server = await serverWith('a', 'b');
        await using proxy = await watch(server, 'web-1', { [cluster('b')]: '0123456789abcdef' });
        await nack(server, proxy);
        const rest = await proxy.next('clusters');
        expect([...rest.resources.keys()])
          .to.include(cluster('a'))
          .and.not.include(cluster('b'));
        expect(rest.removed).to.deep.equal([]);
        await ack(server, proxy);
        server.registry.apply(objects('c'));
        const { removed, resources } = await proxy.next('clusters');
        expect([[...resources.keys()], removed]).to.deep.equal([[cluster('c')], []]);
      });
  });
