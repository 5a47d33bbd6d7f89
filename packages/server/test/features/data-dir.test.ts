import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { connectXds } from '@xdsim/testkit';
import { expect } from 'chai';
import { DataDirInUseError, files, type Server } from '../../src/index.js';
import { createFolder } from '../folder.js';
import { cluster, has, objects, service, startServer } from '../start.js';

const script = fileURLToPath(new URL('../write-until-killed.ts', import.meta.url));
const key = (name: string) => ({ kind: 'ServiceEntry', namespace: 'default', name }) as const;
const list = (server: Server) => server.registry.snapshot().list('ServiceEntry');

/** A process that writes objects to a server of its own; `limit` is the largest file it may write, in KB. */
function writing(dataDir: string, count: number, limit = 'unlimited') {
  const run = 'ulimit -f "$1" && shift && exec "$@"';
  const node = [process.execPath, '--import', 'tsx', script, dataDir, String(count)];
  const child = spawn('bash', ['-c', run, 'bash', limit, ...node], { stdio: ['ignore', 'pipe', 'ignore'] });
  return { child, exit: once(child, 'exit'), lines: createInterface({ input: child.stdout }) };
}

describe('a server with a data folder', () => {
  it('has again what came by the API: as it was, in its order, with its versions', async () => {
    await using folder = await createFolder();
    const before = await (async () => {
      await using server = await startServer({ dataDir: folder.path });
      const [old, ...others] = objects('z', 'a', 'gone', 'changed');
      const creationTimestamp = '2020-01-01T00:00:00Z';
      const { registry } = server;
      registry.apply([{ ...old!, metadata: { ...old!.metadata, creationTimestamp } }, ...others]);
      registry.delete(key('gone'));
      registry.apply([{ ...others[2]!, metadata: { ...others[2]!.metadata, labels: { a: 'b' } } }]);
      await registry.persisted();
      return list(server);
    })();
    expect(before).to.have.length(3);
    await using server = await startServer({ dataDir: folder.path });
    expect(list(server)).to.deep.equal(before);
    const versions = ['z', 'a', 'changed'].map((name) => server.registry.versionOf(key(name)));
    expect(versions).to.deep.equal(['1', '1', '3']);
    await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' }, { autoAck: true });
    proxy.subscribe('clusters');
    const { resources } = await proxy.next('clusters');
    expect([...resources.keys()]).to.include.members([cluster('z'), cluster('a'), cluster('changed')]);
  });

  it('does not keep what a file holds', async () => {
    await using folder = await createFolder();
    const file = await folder.write('mesh.yaml', service('f'));
    const options = { dataDir: folder.at('data') };
    await (await startServer({ ...options, sources: [files([file], { watch: false })] })).close();
    await using server = await startServer(options);
    expect(has(server, 'f')).to.equal(false);
  });

  it('keeps what was applied just before it was closed', async () => {
    await using folder = await createFolder();
    const first = await startServer({ dataDir: folder.path });
    first.registry.apply(objects('a'));
    await first.close();
    await using server = await startServer({ dataDir: folder.path });
    expect(has(server, 'a')).to.equal(true);
  });

  it('gives its folder back when it cannot start', async () => {
    await using folder = await createFolder();
    const options = { dataDir: folder.path };
    await startServer({ ...options, xdsAddress: '192.0.2.1:0' }).catch(() => {});
    await (await startServer(options)).close();
  });

  it('has everything that was acknowledged when it is killed in the midst of 10,000 writes', async function () {
    // Each write waits for the disk.
    this.timeout(120_000);
    await using folder = await createFolder();
    const { child, exit, lines } = writing(folder.path, 10_000);
    const acknowledged = new Map<string, string>();
    let refusal: unknown;
    for await (const line of lines) {
      const [, name = '', version = ''] = line.split(' ');
      acknowledged.set(name, version);
      if (acknowledged.size === 2500) {
        refusal = await startServer({ dataDir: folder.path }).catch((error: unknown) => error);
      }
      if (acknowledged.size === 5000) child.kill('SIGKILL');
    }
    expect((await exit)[1]).to.equal('SIGKILL');
    expect(acknowledged.size).to.be.within(5000, 9999);
    // As long as it lived, nobody else had the folder; now that it does not, it stands in nobody's way.
    expect(refusal).to.be.an.instanceOf(DataDirInUseError);

    await using server = await startServer({ dataDir: folder.path });
    for (const [name, version] of acknowledged) {
      expect(server.registry.versionOf(key(name)), name).to.equal(version);
      expect(has(server, name)).to.equal(true);
    }
    const highest = Math.max(...[...acknowledged.values()].map(Number));
    expect(server.registry.snapshot().generation).to.be.at.least(highest);
  });

  it('says that it is not ready when the disk is full, acknowledges nothing more, and has what it kept', async () => {
    await using folder = await createFolder();
    const { exit, lines } = writing(folder.path, 10_000, '256');
    const kept: string[] = [];
    const others: string[] = [];
    for await (const line of lines) {
      const name = /^kept (\S+)/.exec(line)?.[1];
      if (name === undefined) others.push(line);
      else kept.push(name);
    }
    expect(await exit).to.deep.equal([0, null]);
    const [logged, ready, ...after] = others.filter((line) => line !== '');
    expect(kept).to.have.length.within(20, 9999);
    expect(logged).to.match(/^log \S+ cannot be written, so objects are no longer kept: File too large/);
    expect(ready).to.match(/^ready 503 \S+ cannot be written, so objects are no longer kept: File too large/);
    expect(after).to.deep.equal(['wrong XDS0603', 'closed']);

    await using server = await startServer({ dataDir: folder.path });
    expect(kept.filter((name) => !has(server, name))).to.deep.equal([]);
  });
});
