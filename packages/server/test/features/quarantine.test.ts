import { parse } from '@xdsim/api';
import { connectXds, until, type XdsClient } from '@xdsim/testkit';
import { expect } from 'chai';
import type { Server } from '../../src/index.js';
import { cluster, connectTimeout, nextEvent, objects, service, serverWith } from '../start.js';

const node = (id: string) => ({ id, user_agent_name: 'envoy' });

for (const protocol of ['sotw', 'delta'] as const)
  describe(`quarantine on ${protocol}`, () => {
    async function watchClusters(server: Server, id: string): Promise<XdsClient> {
      const proxy = await connectXds(server.xdsAddress, node(id), { protocol });
      proxy.subscribe('clusters');
      await proxy.next('clusters');
      return proxy;
    }
    const reject = async (server: Server, proxy: XdsClient, message: string): Promise<void> => {
      const nacked = nextEvent(server, 'nacked');
      proxy.nack(message);
      await nacked;
    };
    const timeoutOf = (proxy: XdsClient, name: string) =>
      (proxy.resources('clusters').get(cluster(name)) as { connect_timeout?: string } | undefined)
        ?.connect_timeout;
    const bad = `Error adding/updating cluster(s) ${cluster('b')}: no such thing`;

    it('has the last accepted version in the place of what was rejected, and lets all else go on', async () => {
      await using server = await serverWith('a', 'b');
      await using proxy = await watchClusters(server, 'web-1');
      proxy.ack();
      await server.settled();
      server.registry.apply([...connectTimeout('a', 3), ...connectTimeout('b', 4)]);
      await proxy.next('clusters');
      await reject(server, proxy, bad);
      await proxy.next('clusters');
      proxy.ack();
      expect(timeoutOf(proxy, 'a'), 'the good one').to.equal('3s');
      expect(timeoutOf(proxy, 'b'), 'as it was').to.equal('10s');
      expect(server.diagnostics().map(({ code }) => code)).to.deep.equal(['XDS0601']);

      server.registry.apply(objects('c'));
      const later = await proxy.next('clusters');
      expect([...later.resources.keys()]).to.include(cluster('c'));
      proxy.ack();
      expect(timeoutOf(proxy, 'b')).to.equal('10s');
      expect(server.proxies()[0]?.setAside.map(({ name }) => name)).to.deep.equal([cluster('b')]);
    });

    it('is cleared by a corrected object', async () => {
      await using server = await serverWith('a', 'b');
      await using proxy = await watchClusters(server, 'web-1');
      proxy.ack();
      await server.settled();
      server.registry.apply(connectTimeout('b', 4));
      await proxy.next('clusters');
      await reject(server, proxy, bad);
      if (protocol === 'sotw') {
        await proxy.next('clusters');
        proxy.ack();
      }
      server.registry.apply(connectTimeout('b', 5));
      await proxy.next('clusters');
      proxy.ack();
      expect(timeoutOf(proxy, 'b')).to.equal('5s');
      await server.settled();
      expect(server.diagnostics()).to.deep.equal([]);
    });

    it('holds for the proxy that rejected it, and for no other', async () => {
      await using server = await serverWith('a', 'b');
      await using one = await watchClusters(server, 'web-1');
      await reject(server, one, bad);
      await one.next('clusters');
      one.ack();
      await using two = await watchClusters(server, 'web-2');
      two.ack();
      expect(timeoutOf(two, 'b'), 'what another says is the matter of that other').to.equal('10s');
      server.registry.apply(objects('c'));
      await Promise.all([one.next('clusters'), two.next('clusters')]);
      one.ack();
      two.ack();
      expect([one, two].map((proxy) => timeoutOf(proxy, 'c'))).to.deep.equal(['10s', '10s']);
      expect([one, two].map((proxy) => timeoutOf(proxy, 'b'))).to.deep.equal([undefined, '10s']);
    });

    it('takes nothing from others that say to be the same, whatever and however often a client rejects', async () => {
      await using server = await serverWith('a', 'b');
      await using honest = await watchClusters(server, 'web-1');
      honest.ack();
      honest.autoAck();
      await using hostile = await watchClusters(server, 'web-1');
      const all = [cluster('a'), cluster('b')].join(', ');
      await reject(server, hostile, `Error adding/updating cluster(s) ${all}: no`);
      for (const name of ['c', 'd', 'e']) {
        server.registry.apply(objects(name));
        while (!(await hostile.next('clusters')).resources.has(cluster(name))) hostile.ack();
        await reject(server, hostile, `Error adding/updating cluster(s) ${cluster(name)}: no`);
        await until(() => timeoutOf(honest, name) === '10s', { what: `cluster ${name}` });
      }
      expect(['a', 'b', 'c', 'd', 'e'].map((name) => timeoutOf(honest, name))).to.deep.equal(
        Array.from({ length: 5 }, () => '10s'),
      );
      const asides = server.proxies().map(({ setAside }) => setAside.length);
      expect(asides[0], 'of the honest one').to.equal(0);
      expect(asides[1]).to.be.greaterThan(1);
    });

    it('is the same for all who had it already and reject it one after the other', async () => {
      await using server = await serverWith('a', 'b');
      await using one = await watchClusters(server, 'web-1');
      await using two = await watchClusters(server, 'web-2');
      await using three = await watchClusters(server, 'web-3');
      const all = [one, two, three];
      for (const proxy of all) proxy.ack();
      await server.settled();
      server.registry.apply([...connectTimeout('a', 3), ...connectTimeout('b', 4)]);
      for (const proxy of all) await proxy.next('clusters');
      for (const proxy of all) await reject(server, proxy, bad);
      for (const proxy of all) {
        await proxy.next('clusters');
        proxy.ack();
        expect(timeoutOf(proxy, 'a')).to.equal('3s');
        expect(timeoutOf(proxy, 'b')).to.equal('10s');
      }
      const aside = server.proxies().map(({ setAside }) => setAside.map(({ name }) => name));
      expect(aside).to.deep.equal(all.map(() => [cluster('b')]));
    });

    it('says nothing to a proxy that rejected all that there was: it has what it had', async () => {
      await using server = await serverWith('a');
      await using proxy = await connectXds(server.xdsAddress, node('web-1'), { protocol });
      proxy.subscribe('endpoints', [cluster('a')]);
      await proxy.next('endpoints');
      await reject(server, proxy, 'no');
      await proxy.expectQuiet('endpoints');
    });

    it('ends with the proxy', async () => {
      await using server = await serverWith('a', 'b');
      const one = await watchClusters(server, 'web-1');
      await reject(server, one, bad);
      const gone = nextEvent(server, 'proxy-disconnected');
      await one.close();
      await gone;
      await using two = await watchClusters(server, 'web-1');
      two.ack();
      expect(timeoutOf(two, 'b')).to.equal('10s');
      expect(server.diagnostics()).to.deep.equal([]);
    });
  });

describe('quarantine', () => {
  it('does not take a port that is taken for a mistake of the listener', async () => {
    await using server = await serverWith('a');
    await using proxy = await connectXds(server.xdsAddress, node('web-1'), { protocol: 'sotw' });
    proxy.subscribe('listeners');
    await proxy.next('listeners');
    const nacked = nextEvent(server, 'nacked');
    proxy.nack(
      "Error adding/updating listener(s) 0.0.0.0_80: cannot bind '0.0.0.0:80': Address already in use",
    );
    await nacked;
    server.registry.apply(parse(service('b', { port: 81 })).objects);
    const next = await proxy.next('listeners');
    expect([...next.resources.keys()]).to.include.members(['0.0.0.0_80', '0.0.0.0_81']);
  });
});
