import { spawn } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import { envoyVersion } from '../src/index.js';
import { createTeller } from '../src/envoy/find/teller.js';
import { scratchFolder } from './scratch-folder.js';

const mocha = createRequire(import.meta.url).resolve('mocha/bin/mocha.js');
const setup = new URL('../dist/global-setup.js', import.meta.url);

describe('the global set-up', () => {
  it('gets the Envoy before a test’s time begins, and says what it does', async () => {
    await using scratch = await scratchFolder();
    const bin = join(scratch.path, 'bin');
    await mkdir(bin);
    // A container runtime that takes its time to pull the image, as a network does, for longer than a test may take.
    const docker = join(bin, 'docker');
    await writeFile(
      docker,
      `#!/bin/sh
case "$*" in
  "image inspect"*) [ -e "${scratch.path}/pulled" ] ;;
  *pull*) /bin/sleep 1 && : > "${scratch.path}/pulled" ;;
  *version*) echo "envoy  version: 0123abcd/${envoyVersion}/Clean/RELEASE/BoringSSL" ;;
esac
`,
    );
    await chmod(docker, 0o755);
    const test = join(scratch.path, 'one.test.mjs');
    await writeFile(test, `it('has 300 ms', () => {});\n`);
    const child = spawn(process.execPath, [mocha, '--require', setup.pathname, '--timeout', '300', test], {
      cwd: scratch.path,
      env: { PATH: bin, XDSIM_CACHE: join(scratch.path, 'cache') },
    });
    const status = new Promise((resolve) => child.on('close', resolve));
    const [stdout, stderr] = await Promise.all([buffer(child.stdout), buffer(child.stderr)]);
    expect(stderr.toString()).to.match(/@xdsim\/testkit: pulling \S+ \(/);
    expect(await status, stdout.toString()).to.equal(0);
    expect(stdout.toString()).to.contain('1 passing');
  });

  it('tells each step once', () => {
    const told: string[] = [];
    const tell = createTeller((text) => told.push(text));
    for (const message of ['downloading', 'downloading', 'unpacking']) tell({ message, bytes: told.length });
    expect(told).to.deep.equal(['@xdsim/testkit: downloading\n', '@xdsim/testkit: unpacking\n']);
  });
});
