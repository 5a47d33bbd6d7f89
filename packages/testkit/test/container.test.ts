import { chmod, readFile, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { containerArguments } from '../src/envoy/container-arguments.js';
import { findEnvoy, startEnvoy, startHttpBackend } from '../src/index.js';
import { scratchFolder } from './scratch-folder.js';
import { staticBootstrap } from './static-bootstrap.js';

const { uid, gid } = userInfo();

describe('an Envoy in a container', () => {
  it('shares the host’s network, a folder and the user’s ids, and has a name to be removed by', () => {
    const made = containerArguments(
      { path: '/usr/bin/docker', image: 'envoyproxy/envoy:v1' },
      ['--version'],
      {
        name: 'xdsim-1',
        folder: '/cache/run/1',
      },
    );
    expect(made.join(' ')).to.equal(
      'run --rm --network=host --name=xdsim-1 --volume=/cache/run/1:/cache/run/1 ' +
        `--user=${uid}:${gid} --security-opt=label=disable --entrypoint=envoy envoyproxy/envoy:v1 --version`,
    );
  });

  it('needs no folder and no name to tell its version', () => {
    const made = containerArguments({ path: '/usr/bin/docker', image: 'i' }, ['--version']);
    expect(made.join(' ')).to.equal(
      `run --rm --network=host --user=${uid}:${gid} --entrypoint=envoy i --version`,
    );
  });

  it('runs like any other', async function () {
    this.timeout(600_000);
    const real = await findEnvoy();
    if (real.image)
      throw new Error('this test is about a stand-in for the runtime, which needs an Envoy binary');
    await using scratch = await scratchFolder();
    // Does with the arguments what a runtime would do, but without a container.
    const runtime = join(scratch.path, 'docker');
    await writeFile(
      runtime,
      `#!/bin/sh
echo "$1" >> ${scratch.path}/calls
while [ "$1" != --entrypoint=envoy ]; do shift; done
shift 2
exec ${real.path} "$@"
`,
    );
    await chmod(runtime, 0o755);
    const envoy = { ...real, path: runtime, from: 'container', image: 'envoyproxy/envoy:v1' } as const;
    await using backend = await startHttpBackend({ name: 'v1' });
    await using running = await startEnvoy({ envoy, bootstrap: staticBootstrap(backend) });
    expect((await running.request({ listener: 'http' })).headers['x-backend']).to.equal('v1');
    await running.kill();
    expect(await readFile(join(scratch.path, 'calls'), 'utf8')).to.equal('run\n');
  });
});
