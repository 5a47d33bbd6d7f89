import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { until } from '@xdsim/testkit';
import { expect } from 'chai';
import { bin, environment } from './run-xdsim.js';
import { service } from './manifests.js';
import { temporaryFolder } from './temporary-folder.js';

/** The process listens on a port that only its output tells: here it is one that was free a moment ago. */
async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

const answers = async (port: number): Promise<string | undefined> =>
  fetch(`http://127.0.0.1:${port}/debug/configz`).then(
    (response) => response.text(),
    () => undefined,
  );

describe('xdsim serve whose output goes nowhere', () => {
  for (const format of ['json', 'pretty']) {
    const places: Readonly<Record<string, () => 'pipe' | number>> = {
      'a full disk': () => openSync('/dev/full', 'w'),
      'a pipe that nobody reads any more': () => 'pipe',
    };
    for (const [place, output] of Object.entries(places)) {
      it(`to ${place}, as ${format}, serves on`, async () => {
        await using folder = await temporaryFolder({ 'mesh.yaml': service('a') });
        const [xds, admin] = [await freePort(), await freePort()];
        const addresses = ['--xds-address', `127.0.0.1:${xds}`, '--admin-address', `127.0.0.1:${admin}`];
        const stdout = output();
        const child = spawn(process.execPath, [bin, 'serve', folder.path, '-o', format, ...addresses], {
          env: environment({}),
          stdio: ['ignore', stdout, 'ignore'],
        });
        child.stdout?.destroy();
        if (typeof stdout === 'number') closeSync(stdout);
        const ended = once(child, 'exit');
        await until(async () => (await answers(admin)) !== undefined, { what: 'the admin address' });
        for (const name of ['b', 'c', 'd']) {
          await folder.write('mesh.yaml', service(name));
          await until(async () => (await answers(admin))?.includes(`${name}.example.com`), { what: name });
        }
        child.kill('SIGTERM');
        expect(await ended).to.deep.equal([0, null]);
      });
    }
  }
});

describe('a command whose output finds no room', () => {
  it('says so, and ends with 1', async () => {
    await using folder = await temporaryFolder({ 'a.yaml': service('a') });
    const full = openSync('/dev/full', 'w');
    const command = [bin, 'translate', folder.path];
    const child = spawn(process.execPath, command, { env: environment({}), stdio: ['ignore', full, 'pipe'] });
    closeSync(full);
    let stderr = '';
    child.stderr!.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    expect((await once(child, 'close'))[0]).to.equal(1);
    expect(stderr).to.match(/^error: the output cannot be written: ENOSPC[^\n]*\n$/);
  });
});
