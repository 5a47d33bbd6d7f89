import { connectXds } from '@xdsim/testkit';
import { expect } from 'chai';
import { files, NotSettledError, silentLogger } from '../../src/index.js';
import { createFolder } from '../folder.js';
import { cluster, has, nextEvent, objects, service, serverWith, startServer, until } from '../start.js';

const autoAck = { autoAck: true };

for (const protocol of ['sotw', 'delta'] as const)
  describe(`a rejection on ${protocol}`, () => {
    it('is explained by the place of the object that caused it, until it is mended', async () => {
      await using folder = await createFolder();
      await folder.write('a.yaml', `${service('a')}---\n${service('b')}`);
      await using server = await startServer({ sources: [files(folder.path)] });
      await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' }, { protocol });
      proxy.subscribe('clusters');
      await proxy.next('clusters');
      const nacked = nextEvent(server, 'nacked');
      proxy.nack(`Error adding/updating cluster(s) ${cluster('b')}: no such thing`);

      const { diagnostic, ...event } = await nacked;
      expect(event).to.deep.include({ proxy: 'web-1', type: 'clusters', generation: 1 });
      expect(diagnostic).to.deep.include({
        code: 'XDS0601',
        message: `web-1 rejected cluster ${cluster('b')}: no such thing`,
        object: 'ServiceEntry default/b',
        file: folder.at('a.yaml'),
        line: 11,
      });
      expect(server.diagnostics()).to.deep.equal([diagnostic]);
      const error = await server.settled().catch((e: unknown) => e);
      expect(error)
        .to.be.an.instanceOf(NotSettledError)
        .with.property('message')
        .that.contains('no such thing');
      const without = await proxy.next('clusters');
      expect([...without.resources.keys()])
        .to.include(cluster('a'))
        .and.not.include(cluster('b'));
      proxy.ack();
      expect(server.diagnostics(), 'it is still wrong').to.deep.equal([diagnostic]);
      await proxy.expectQuiet('clusters');

      await folder.write('a.yaml', `${service('a')}---\n${service('b', { port: 81 })}`);
      await proxy.next('clusters');
      proxy.ack();
      await server.settled();
      expect(server.diagnostics()).to.deep.equal([]);
    });

    it('of a listener whose port cannot be bound says how to get out of it', async () => {
      await using server = await serverWith('a');
      await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' }, { protocol });
      proxy.subscribe('listeners');
      await proxy.next('listeners');
      const nacked = nextEvent(server, 'nacked');
      proxy.nack(
        "Error adding/updating listener(s) 0.0.0.0_80: cannot bind '0.0.0.0:80': Permission denied\n",
      );
      const { diagnostic } = await nacked;
      expect(diagnostic).to.include({ code: 'XDS0602', object: 'ServiceEntry default/a' });
      expect(diagnostic.message).to.equal(
        "web-1 cannot open listener 0.0.0.0_80: cannot bind '0.0.0.0:80': Permission denied",
      );
      expect(diagnostic.help).to.contain('--port-offset');
    });

    it('is forgotten when the proxy goes', async () => {
      await using server = await serverWith('a');
      await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' }, { protocol });
      proxy.subscribe('clusters');
      await proxy.next('clusters');
      proxy.nack('no');
      await until(server, () => server.diagnostics().length === 1);
      await proxy.close();
      await until(server, () => server.diagnostics().length === 0);
      await server.settled();
    });
  });

describe('a rejection by many proxies', () => {
  it('is logged once', async () => {
    const lines: string[] = [];
    const error = (_: object, message: string): void => void lines.push(message);
    await using server = await startServer({ logger: { ...silentLogger, error } });
    for (const id of ['web-1', 'web-2', 'web-3']) {
      await using proxy = await connectXds(server.xdsAddress, { id });
      proxy.subscribe('clusters');
      await proxy.next('clusters');
      const nacked = nextEvent(server, 'nacked');
      proxy.nack('too many clusters');
      await nacked;
    }
    expect(lines).to.deep.equal(['web-1 rejected some of its clusters: too many clusters']);
  });
});

describe('settled()', () => {
  it('waits until every proxy accepted the newest state', async () => {
    await using server = await serverWith('a');
    await using one = await connectXds(server.xdsAddress, { id: 'one' }, autoAck);
    await using two = await connectXds(server.xdsAddress, { id: 'two' });
    for (const proxy of [one, two]) {
      proxy.subscribe('clusters');
      await proxy.next('clusters');
    }
    two.ack();
    await server.settled();
    server.registry.apply(objects('b'));
    await two.next('clusters');
    let isSettled = false;
    const settled = server.settled().then(() => (isSettled = true));
    const late = await server.settled({ timeoutMs: 20 }).catch((e: unknown) => e);
    expect(late).to.be.an.instanceOf(NotSettledError);
    expect(late).to.have.property('message', 'not settled after 20 ms: two has not accepted clusters');
    expect(isSettled).to.equal(false);
    const event = nextEvent(server, 'settled');
    two.ack();
    await settled;
    expect(await event).to.include({ kind: 'settled', generation: 2 });
    expect((await event).ms).to.be.within(0, 5_000);
  });

  it('gives up with the signal', async () => {
    await using server = await serverWith('a');
    await using proxy = await connectXds(server.xdsAddress, { id: 'one' });
    proxy.subscribe('clusters');
    await proxy.next('clusters');
    const error = await server.settled({ signal: AbortSignal.timeout(10) }).catch((e: unknown) => e);
    expect(error).to.have.property('name', 'TimeoutError');
  });

  it('gives up when the server closes', async () => {
    const server = await serverWith('a');
    await using proxy = await connectXds(server.xdsAddress, { id: 'one' });
    proxy.subscribe('clusters');
    await proxy.next('clusters');
    const settled = server.settled().catch((e: unknown) => e);
    await server.close();
    expect(await settled)
      .to.be.an.instanceOf(NotSettledError)
      .with.property('message', 'the server was closed');
  });

  it('needs no proxy: what was applied is published then', async () => {
    await using server = await startServer();
    expect(has(server, 'a')).to.equal(false);
    await server.settled();
  });
});
