import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createServer } from '@xdsim/server';
import { expect } from 'chai';
import {
  cacheFolder,
  EnvoyError,
  envoyVersion,
  findEnvoy,
  startEnvoy,
  startHttpBackend,
  until,
  type BackendAnswer,
  type HttpBackend,
  type RunningEnvoy,
} from '../src/index.js';
import { rejection } from './rejection.js';
import { scratchFolder } from './scratch-folder.js';
import { staticBootstrap } from './static-bootstrap.js';

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const folderOf = async (envoy: RunningEnvoy): Promise<string> => {
  const info = await envoy.getJson<{ command_line_options: { config_path: string } }>('/server_info');
  return dirname(info.command_line_options.config_path);
};

describe('startEnvoy', () => {
  before('an Envoy is there', async function () {
    this.timeout(600_000);
    await findEnvoy();
  });

  const cache = process.env['XDSIM_CACHE'];
  afterEach(() => {
    if (cache === undefined) delete process.env['XDSIM_CACHE'];
    else process.env['XDSIM_CACHE'] = cache;
  });

  describe('with a static bootstrap', () => {
    let backend: HttpBackend;
    let envoy: RunningEnvoy;
    before(async () => (backend = await startHttpBackend({ name: 'v1' })));
    before(async () => (envoy = await startEnvoy({ bootstrap: staticBootstrap(backend) })));
    after(() => envoy?.kill());
    after(() => backend?.close());

    it('forwards requests to the backend, by listener name and by port', async () => {
      const byName = await envoy.request({
        listener: 'http',
        host: 'example.com',
        path: '/a?b=c',
        headers: { 'x-test': ['one', 'two'] },
        cookies: { user: 'ann', theme: 'dark' },
      });
      expect(byName.status).to.equal(200);
      expect(byName.headers['server']).to.equal('envoy');
      const seen = byName.json<BackendAnswer>();
      expect(seen).to.include({ backend: 'v1', method: 'GET', path: '/a?b=c' });
      expect(seen.headers).to.include({
        host: 'example.com',
        cookie: 'user=ann; theme=dark',
        'x-test': 'one, two',
      });

      const port = Number((await envoy.listeners()).get('http')?.split(':')[1]);
      const byPort = await envoy.request({ port, method: 'POST', body: 'hello', path: '/status/418' });
      expect(byPort.status).to.equal(418);
      expect(byPort.json<BackendAnswer>().body).to.equal('hello');
    });

    it('says which listeners there are when asked for one that is not', async () => {
      const error = await rejection(envoy.request({ listener: 'tcp' }));
      expect(error.message).to.contain('no listener "tcp"').and.contain('http');
    });

    it('tells who it is, and where its listeners are bound', async () => {
      expect(envoy.id).to.equal('static-1');
      expect(envoy.version).to.match(/^\d+\.\d+\.\d+/);
      expect(isAlive(envoy.pid)).to.equal(true);
      expect([...(await envoy.listeners())]).to.have.length(1);
      expect((await envoy.listeners()).get('http')).to.match(/^0\.0\.0\.0:[1-9]\d*$/);
    });

    it('tells the hosts of its clusters', async () => {
      const cluster = (await envoy.clusters()).get('backend');
      expect(cluster).to.include({ name: 'backend', addedViaApi: false });
      expect(cluster?.hosts).to.have.length(1);
      expect(cluster?.hosts[0]).to.deep.include({
        address: backend.address,
        healthy: true,
        ejected: false,
        weight: 3,
        locality: { region: 'r', zone: 'z' },
      });
    });

    it('gives its statistics, filtered, and resets them on request', async () => {
      await envoy.request({ listener: 'http' });
      const stats = await envoy.stats('^cluster\\.backend\\.upstream_rq_total$');
      expect(Object.keys(stats)).to.deep.equal(['cluster.backend.upstream_rq_total']);
      expect(stats['cluster.backend.upstream_rq_total']).to.be.greaterThan(0);
      await envoy.post('/reset_counters');
      expect((await envoy.stats('upstream_rq_total$'))['cluster.backend.upstream_rq_total'] ?? 0).to.equal(0);
    });

    it('dumps its configuration, and answers any other path of its admin', async () => {
      const { configs } = await envoy.configDump();
      expect(configs.map((config) => config['@type'])).to.include(
        'type.googleapis.com/envoy.admin.v3.ClustersConfigDump',
      );
      expect(await envoy.getJson('/server_info')).to.include({ state: 'LIVE' });
      expect(await envoy.get('/ready')).to.contain('LIVE');
      expect((await rejection(envoy.get('/nothing'))).message).to.contain('404');
    });

    it('runs one worker thread unless told otherwise', async () => {
      const info = await envoy.getJson<{ command_line_options: { concurrency: number } }>('/server_info');
      expect(info.command_line_options.concurrency).to.equal(1);
    });

    it('ends a wait in vain with its log', async () => {
      const error = await rejection(envoy.until(() => false, { timeoutMs: 50, what: 'the impossible' }));
      expect(error).to.be.instanceOf(EnvoyError);
      expect(error.message)
        .to.contain('the impossible did not come within 50 ms')
        .and.contain('starting main dispatch loop');
    });
  });

  it('leaves neither a process nor a file when it is disposed of', async () => {
    let pid: number;
    let folder: string;
    {
      await using backend = await startHttpBackend({ name: 'v1' });
      await using envoy = await startEnvoy({ bootstrap: staticBootstrap(backend) });
      ({ pid } = envoy);
      folder = await folderOf(envoy);
      expect(isAlive(pid)).to.equal(true);
      expect(dirname(dirname(folder))).to.equal(cacheFolder());
      await envoy.kill();
      expect(envoy.ended.aborted).to.equal(true);
      expect(envoy.log()).to.contain('exiting');
    }
    expect(isAlive(pid)).to.equal(false);
    expect(existsSync(folder)).to.equal(false);
  });

  it('tells Envoy’s reason when it refuses the bootstrap', async () => {
    const bootstrap = staticBootstrap({ host: 'not-an-address', port: 1 });
    const error = await rejection(startEnvoy({ bootstrap }));
    expect(error).to.be.instanceOf(EnvoyError);
    expect(error.message)
      .to.contain('ended by itself: exit status 1')
      .and.contain('malformed IP address: not-an-address');
    expect((error as EnvoyError).log).to.contain('not-an-address');
  });

  it('ends every wait at once when Envoy dies', async () => {
    await using backend = await startHttpBackend({ name: 'v1' });
    await using envoy = await startEnvoy({ bootstrap: staticBootstrap(backend) });
    const wait = rejection(envoy.until(() => false, { timeoutMs: 25_000 }));
    process.kill(envoy.pid, 'SIGKILL');
    const error = await wait;
    expect(error).to.be.instanceOf(EnvoyError);
    expect(error.message).to.contain('ended by itself: SIGKILL');
  });

  it('tells Envoy’s log when it is not ready in time, and leaves it not running', async () => {
    await using scratch = await scratchFolder();
    const envoy = await findEnvoy();
    process.env['XDSIM_CACHE'] = scratch.path;
    // Nothing listens on port 1: Envoy waits for its first configuration.
    const error = await rejection(
      startEnvoy({ envoy, xds: '127.0.0.1:1', node: { id: 'web-1' }, timeoutMs: 1_000 }),
    );
    expect(error).to.be.instanceOf(EnvoyError);
    expect(error.message).to.contain(`"LIVE" from Envoy's /ready did not come`).and.contain('cm init');
    expect(await readdir(join(scratch.path, 'run'))).to.deep.equal([]);
  });

  it('is content with the admin if that is all that is waited for', async () => {
    await using envoy = await startEnvoy({ xds: '127.0.0.1:1', node: { id: 'web-1' }, waitFor: 'admin' });
    expect(await envoy.getJson('/server_info')).to.include({ state: 'PRE_INITIALIZING' });
  });

  for (const protocol of ['sotw', 'delta'] as const) {
    it(`attaches to a control plane by its address (${protocol})`, async () => {
      await using server = await createServer({ xdsAddress: '127.0.0.1:0', adminAddress: '127.0.0.1:0' });
      await using envoy = await startEnvoy({
        xds: server.xdsAddress,
        node: { id: 'web-1', namespace: 'shop' },
        protocol,
      });
      expect(envoy.id).to.equal('web-1');
      expect(server.proxies()).to.have.length(1);
      expect((await envoy.stats('control_plane.connected_state'))['control_plane.connected_state']).to.equal(
        1,
      );
    });
  }

  it('runs several at once', async () => {
    await using backend = await startHttpBackend({ name: 'v1' });
    const envoys = await Promise.all(
      [1, 2, 3].map(() => startEnvoy({ bootstrap: staticBootstrap(backend) })),
    );
    const answers = await Promise.all(envoys.map((envoy) => envoy.request({ listener: 'http' })));
    await Promise.all(envoys.map((envoy) => envoy.kill()));
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200]);
    expect(new Set(envoys.map(({ adminAddress }) => adminAddress)).size).to.equal(3);
  });

  it('does not outlive its parent, even one that is killed', async () => {
    const script = fileURLToPath(new URL('orphan.ts', import.meta.url));
    const parent = spawn(process.execPath, ['--import', 'tsx', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface(parent.stdout), 'line')) as [string];
    const { pid, folder } = JSON.parse(line) as { pid: number; folder: string };
    expect(isAlive(pid)).to.equal(true);
    parent.kill('SIGKILL');
    await until(() => !isAlive(pid), { what: 'the end of Envoy' });
    await until(() => !existsSync(folder), { what: 'the end of its folder' });
  });

  it('runs the pinned version, unless the user has another one', async () => {
    const { version, from } = await findEnvoy();
    if (from !== 'ENVOY_BIN' && from !== 'PATH') expect(version).to.equal(envoyVersion);
    expect(version).to.match(/^\d+\.\d+\.\d+/);
  });
});
