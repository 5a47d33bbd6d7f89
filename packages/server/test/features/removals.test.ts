import { parse } from '@xdsim/api';
import { typeUrls } from '@xdsim/envoy';
import { connectXds, until } from '@xdsim/testkit';
import { expect } from 'chai';
import type { Server } from '../../src/index.js';
import { ask } from '../ask.js';
import { cluster, objects, startServer } from '../start.js';

const names = ['a', 'b', 'c', 'd'];
const remove = (server: Server, ...services: readonly string[]) => {
  for (const name of services) server.registry.delete({ kind: 'ServiceEntry', namespace: 'default', name });
};
const codes = (server: Server) => server.diagnostics().map(({ code }) => code);
const readiness = async (server: Server) => (await ask(server, 'GET', '/readyz')).status;

for (const protocol of ['sotw', 'delta'] as const)
  describe(`what removes much, on ${protocol}`, () => {
    async function start() {
      const server = await startServer({ maxRemoval: 0.5 });
      server.registry.apply(objects(...names));
      await server.settled();
      const proxy = await connectXds(server.xdsAddress, { id: 'web-1' }, { protocol, autoAck: true });
      proxy.subscribe('clusters');
      await proxy.next('clusters');
      await server.settled();
      const held = () => names.filter((name) => proxy.resources('clusters').has(cluster(name)));
      return { server, proxy, held };
    }

    it('is held and told until it is taken back, with what else has changed', async () => {
      const { server, proxy, held } = await start();
      remove(server, 'a', 'b', 'c');
      await until(() => codes(server).includes('XDS0640'), { what: 'the diagnostic' });
      const [diagnostic] = server.diagnostics();
      expect(diagnostic?.message).to.match(/^3 of 4 services would be removed/);
      expect(await readiness(server)).to.equal(503);
      expect((await ask(server, 'GET', '/metrics')).body).to.match(/xdsim_removals_held 3/);
      const why = await server.settled().catch((error: unknown) => String(error));
      expect(why).to.include('3 of 4 services would be removed');
      server.registry.apply(objects('e'));
      await proxy.expectQuiet('clusters', 100);
      await using late = await connectXds(server.xdsAddress, { id: 'web-2' }, { protocol, autoAck: true });
      late.subscribe('clusters');
      expect([...(await late.next('clusters')).resources.keys()], 'what is served').to.include(cluster('a'));
      expect(held()).to.deep.equal(names);
      server.registry.apply(objects('a', 'b'));
      await until(() => proxy.resources('clusters').has(cluster('e')));
      await server.settled();
      expect(held(), 'one of four may go').to.deep.equal(['a', 'b', 'd']);
      expect([codes(server), await readiness(server)]).to.deep.equal([[], 200]);
      await proxy.close();
      await server.close();
    });

    it('is served when it is confirmed, at the admin address or by the program', async () => {
      const { server, proxy, held } = await start();
      remove(server, 'a', 'b', 'c');
      await until(() => codes(server).includes('XDS0640'));
      const { body } = await ask(server, 'POST', '/debug/removal');
      expect(body).to.include({ confirmed: true });
      await server.settled();
      expect(held()).to.deep.equal(['d']);
      expect(server.confirmRemoval()).to.equal(false);
      remove(server, 'd');
      await until(() => codes(server).includes('XDS0640'));
      expect(server.confirmRemoval()).to.equal(true);
      await server.settled();
      expect(held()).to.deep.equal([]);
      await proxy.close();
      await server.close();
    });

    it('is a start without services, for a proxy that holds some, and for no other', async () => {
      await using server = await startServer({ maxRemoval: 0.5 });
      await using fresh = await connectXds(server.xdsAddress, { id: 'new' }, { protocol, autoAck: true });
      fresh.subscribe('clusters');
      await fresh.next('clusters');
      await using proxy = await connectXds(server.xdsAddress, { id: 'old' }, { protocol, autoAck: true });
      if (protocol === 'delta')
        proxy.subscribe('clusters', [], { initialVersions: { [cluster('a')]: '0123456789abcdef' } });
      else proxy.send({ type_url: typeUrls.clusters, version_info: '0123456789abcdef' });
      await until(() => codes(server).includes('XDS0640'), { what: 'the diagnostic' });
      await proxy.expectQuiet('clusters', 100);
      expect(await readiness(server)).to.equal(503);
      server.registry.apply(objects('a'));
      await until(() => proxy.resources('clusters').has(cluster('a')));
      await server.settled();
      expect([codes(server), await readiness(server)]).to.deep.equal([[], 200]);
    });
  });

describe('a removal', () => {
  it('is nobody’s loss without proxies, and has no bounds unless they are set', async () => {
    await using guarded = await startServer({ maxRemoval: 0.5 });
    guarded.registry.apply(objects(...names));
    await guarded.settled();
    remove(guarded, ...names);
    await guarded.settled();
    await using server = await startServer();
    server.registry.apply(parse('').objects);
    server.registry.apply(objects(...names));
    await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' }, { autoAck: true });
    proxy.subscribe('clusters');
    await proxy.next('clusters');
    remove(server, ...names);
    await server.settled();
    expect(proxy.resources('clusters').has(cluster('a'))).to.equal(false);
  });
});
