import { connectXds } from '@xdsim/testkit';
import { expect } from 'chai';
import { silentLogger, type Source } from '../../src/index.js';
import { cluster, objects, startServer } from '../start.js';

/** A source that is read when it is told to, and a server that waits for it. */
async function startWaiting() {
  let finish = (): void => {};
  const source: Source = {
    name: 'slow',
    async start({ registry }) {
      registry.apply(objects('a'));
      await new Promise<void>((resolve) => (finish = resolve));
      registry.apply(objects('b'));
    },
  };
  let listening!: (addresses: { xdsAddress: string; adminAddress: string }) => void;
  const addresses = new Promise<{ xdsAddress: string; adminAddress: string }>(
    (resolve) => (listening = resolve),
  );
  const said: string[] = [];
  const info = (fields: object, message: string): void => {
    said.push(message);
    if (message.startsWith('reading the sources')) listening(fields as Awaited<typeof addresses>);
  };
  const starting = startServer({ sources: [source], logger: { ...silentLogger, info } });
  return { starting, said, ...(await addresses), finish: () => finish() };
}

describe('while a source is read', () => {
  for (const protocol of ['sotw', 'delta'] as const)
    it(`a proxy on ${protocol} waits, and then gets everything at once`, async () => {
      const { starting, xdsAddress, finish } = await startWaiting();
      await using proxy = await connectXds(xdsAddress, { id: 'web-1' }, { protocol, autoAck: true });
      proxy.subscribe('clusters');
      await proxy.expectQuiet('clusters', 100);
      finish();
      await using server = await starting;
      const first = await proxy.next('clusters');
      expect([...first.resources.keys()]).to.include.members([cluster('a'), cluster('b')]);
      await server.settled();
    });

  it('the server does not say that it listens', async () => {
    const { starting, said, finish } = await startWaiting();
    const before = [...said];
    finish();
    await using _server = await starting;
    expect(before).to.include('reading the sources; who connects waits').and.not.include('listening');
    expect(said).to.include('listening');
  });

  it('the server is healthy and not ready, and says what it waits for', async () => {
    const { starting, adminAddress, finish } = await startWaiting();
    const healthy = await fetch(`http://${adminAddress}/healthz`);
    expect([healthy.status, await healthy.text()]).to.deep.equal([200, 'ok\n']);
    const waiting = await fetch(`http://${adminAddress}/readyz`);
    expect([waiting.status, await waiting.text()]).to.deep.equal([503, 'still reading slow\n']);
    finish();
    await using server = await starting;
    expect((await fetch(`http://${server.adminAddress}/readyz?verbose`)).status).to.equal(200);
  });
});

describe('while the first translation is under way', () => {
  it('what changes is published after it', async () => {
    const names = Array.from({ length: 500 }, (_, i) => `s-${i}`);
    const source: Source = {
      name: 'large',
      async start({ registry }) {
        registry.apply(objects(...names));
        setImmediate(() => setImmediate(() => registry.apply(objects('late'))));
      },
    };
    await using server = await startServer({ sources: [source] });
    await server.settled();
    await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' }, { autoAck: true });
    proxy.subscribe('clusters');
    const { resources } = await proxy.next('clusters');
    expect([...resources.keys()]).to.include.members(['s-0', 's-499', 'late'].map((name) => cluster(name)));
  });
});

describe('the admin address', () => {
  it('lists its pages when asked for one that does not exist', async () => {
    await using server = await startServer();
    const answer = await fetch(`http://${server.adminAddress}/nope`);
    expect(answer.status).to.equal(404);
    expect(await answer.text())
      .to.contain('/nope')
      .and.to.contain('/healthz')
      .and.to.contain('/readyz');
  });

  it('can only be read', async () => {
    await using server = await startServer();
    const answer = await fetch(`http://${server.adminAddress}/healthz`, { method: 'POST' });
    expect([answer.status, answer.headers.get('allow')]).to.deep.equal([405, 'GET, HEAD']);
    expect((await fetch(`http://${server.adminAddress}/healthz`, { method: 'HEAD' })).status).to.equal(200);
  });
});

describe('a source that cannot start', () => {
  it('keeps the server from starting, and nothing goes on listening', async () => {
    const addresses: string[] = [];
    const logger = {
      ...silentLogger,
      info: (fields: object) => void addresses.push(...(Object.values(fields) as string[])),
    };
    const source: Source = { name: 'broken', start: () => Promise.reject(new Error('no such thing')) };
    const error = await startServer({ sources: [source], logger }).catch((e: unknown) => e);
    expect(error).to.be.an('error').with.property('message', 'no such thing');
    expect(addresses).to.have.length(2);
    for (const address of addresses) {
      const refused = await fetch(`http://${address}/`).catch((e: Error) => e.cause);
      expect(refused).to.have.property('code', 'ECONNREFUSED');
    }
  });
});
