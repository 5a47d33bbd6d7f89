import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { until } from '@xdsim/testkit';
import { expect } from 'chai';
import { bin, environment } from './run-xdsim.js';
import { startServe } from './start-serve.js';

describe('xdsim serve', () => {
  it('ends with 0 on SIGTERM while hundreds connect', async () => {
    await using serve = await startServe([]);
    const sessions = Array.from({ length: 300 }, () => connectHttp2(`http://${serve.xdsAddress}`));
    for (const session of sessions)
      session.on('error', () => {}).on('connect', () => session.request().on('error', () => {}));
    await once(sessions[0]!, 'connect');
    expect(await serve.end('SIGTERM')).to.equal(0);
    expect(serve.stderr()).to.equal('');
    for (const session of sessions) session.destroy();
  });

  it('ends at once on a second signal of either kind, whoever is still there', async () => {
    await using serve = await startServe(['--drain', '600']);
    const { port, hostname } = new URL(`http://${serve.xdsAddress}`);
    const knock = () => connect(Number(port), hostname).on('error', () => {});
    // It hears the server's first word, and nothing from then on, not even that it is over.
    const deaf = knock();
    deaf.once('data', () => deaf.pause());
    await once(deaf, 'data');
    const ended = serve.end('SIGTERM');
    await until(() => isRefused(knock()), { what: 'the end of listening' });
    void serve.end('SIGINT');
    expect(await ended, 'killed').to.equal(null);
    deaf.destroy();
  });
});

describe('xdsim without enough files', () => {
  it('says what it lacks, in one line', async () => {
    const child = spawn('sh', ['-c', 'ulimit -n 40; exec "$0" "$@"', process.execPath, bin, 'serve', '.'], {
      env: environment({}),
    });
    const ended = once(child, 'close');
    const [stdout, stderr] = await Promise.all([buffer(child.stdout), buffer(child.stderr)]);
    expect([(await ended)[0], stdout.toString()]).to.deep.equal([1, '']);
    expect(stderr.toString()).to.match(/^xdsim may not open more files: [^\n]*ulimit[^\n]*\n$/);
  });
});

describe('npx xdsim serve', () => {
  // npm is SIGKILLed as well: it can tell its shell nothing then.
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    it(`ends when npx was ended by ${signal}, and gives its ports back`, async () => {
      const addresses = ['--xds-address', '127.0.0.1:0', '--admin-address', '127.0.0.1:0'];
      const npx = spawn('npx', ['--no-install', 'xdsim', 'serve', '-o', 'json', ...addresses], {
        cwd: fileURLToPath(new URL('../../..', import.meta.url)),
        env: environment({}),
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const lines = createInterface(npx.stdout)[Symbol.asyncIterator]();
      let listening: { msg?: string; xdsAddress?: string } = {};
      while (listening.msg !== 'listening')
        listening = JSON.parse((await lines.next()).value!) as typeof listening;
      const { port, hostname } = new URL(`http://${listening.xdsAddress}`);
      npx.kill(signal);
      await until(() => isRefused(connect(Number(port), hostname)), { what: 'the end of listening' });
    });
  }
});

async function isRefused(socket: Socket): Promise<boolean> {
  return new Promise((resolve) => {
    const tell = (is: boolean) => () => {
      socket.destroy();
      resolve(is);
    };
    socket.once('connect', tell(false)).once('error', tell(true));
  });
}
