import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { filesUnder, isOwn, root, workspaces } from './repository.js';

const run = promisify(execFile);

interface Packed {
  readonly name: string;
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** npm itself, the same that runs the tests when it does. */
const npm = (args: readonly string[], cwd: string) => {
  const cli = process.env['npm_execpath'];
  const options = { cwd, env: outsideOfNpm(), maxBuffer: 1 << 26 };
  return cli?.endsWith('npm-cli.js')
    ? run(process.execPath, [cli, ...args], options)
    : run('npm', args, { ...options, shell: process.platform === 'win32' });
};

/** Without what `npm test` says about this repository: an npm in another folder would believe it. */
function outsideOfNpm(): NodeJS.ProcessEnv {
  const { npm_config_cache: cache, npm_config_registry: registry } = process.env;
  const rest = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name));
  return {
    ...Object.fromEntries(rest),
    ...(cache && { npm_config_cache: cache }),
    ...(registry && { npm_config_registry: registry }),
  };
}

describe('the packages, as npm packs them', function () {
  this.timeout(180_000);
  let folder = '';
  let packed: readonly Packed[] = [];
  const tarball = ({ filename }: Packed): string => join(folder, filename);
  const packedAs = (name: string): Packed => {
    const found = packed.find((one) => one.name === name);
    if (!found) throw new Error(`${name} was not packed`);
    return found;
  };

  // Outside the clone: inside it every import would find the clone's own node_modules.
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'xdsim-packages-'));
    const { stdout } = await npm(['pack', '--workspaces', '--json', '--pack-destination', folder], root);
    packed = JSON.parse(stdout) as Packed[];
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('are all packed', () => {
    expect(packed.map(({ name }) => name)).to.have.members(workspaces.map(({ manifest }) => manifest.name));
  });

  for (const { folder: source, manifest } of workspaces) {
    const { name } = manifest;

    it(`${name} holds its sources, so that "go to definition" shows them, and nothing that is only for us`, () => {
      const files = packedAs(name).files.map(({ path }) => path);
      const sources = filesUnder(`${source}/src`).map((path) => path.slice(source.length + 1));
      expect(sources).to.have.length.above(0);
      // Generated sources are known by what the compiler made of them.
      const mapped = files.filter((path) => path.endsWith('.js.map'));
      const mapsTo = mapped.map((map) => map.replace(/^dist/, 'src').replace(/\.js\.map$/, '.ts'));
      const wanted = [...sources, ...mapsTo, 'dist/index.js', 'README.md', 'LICENSE'];
      expect(wanted.filter((path) => !files.includes(path))).to.deep.equal([]);
      expect(files.filter((path) => /tsbuildinfo|tsconfig|\.test\.|^test|^scripts/.test(path))).to.deep.equal(
        [],
      );
    });

    it(`${name} has nothing that publint minds`, async () => {
      const { buffer, byteOffset, byteLength } = await readFile(tarball(packedAs(name)));
      const pack = { tarball: buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer };
      const { messages, pkg } = await publint({ pack, strict: true });
      expect(messages.map((message) => formatMessage(message, pkg))).to.deep.equal([]);
    });

    // CommonJS gets an ES module, which Node 20.19 can require and TypeScript before 5.8 does not believe.
    it(`${name} has types that attw finds for ES modules, CommonJS and the older ways to look for them`, async () => {
      const attw = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js');
      const args = [
        attw,
        tarball(packedAs(name)),
        ...'--profile strict --ignore-rules cjs-resolves-to-esm --format ascii --no-color'.split(' '),
      ];
      const { stdout } = await run(process.execPath, args).catch((error: { stdout?: string }) => {
        throw new Error(error.stdout, { cause: error });
      });
      expect(stdout).to.contain(name);
    });
  }

  describe('installed in an empty project', () => {
    let project = '';
    before(async () => {
      project = await mkdtemp(join(tmpdir(), 'xdsim-project-'));
      await writeFile(join(project, 'package.json'), '{ "name": "empty", "private": true }\n');
      const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--loglevel=error'];
      await npm(['install', ...quiet, ...packed.map(tarball)], project);
    });
    after(() => rm(project, { recursive: true, force: true }));

    const evaluate = async (type: 'module' | 'commonjs', code: string): Promise<unknown> => {
      const options = { cwd: project, env: outsideOfNpm() };
      const { stdout } = await run(process.execPath, [`--input-type=${type}`, '--eval', code], options);
      return JSON.parse(stdout);
    };

    it('are the only ones of theirs', async () => {
      const { stdout } = await npm(['ls', '--all', '--json'], project);
      const { dependencies } = JSON.parse(stdout) as { dependencies: Record<string, { resolved?: string }> };
      for (const [name, { resolved }] of Object.entries(dependencies)) {
        expect(isOwn(name), name).to.equal(true);
        expect(resolved, name).to.match(/^file:/);
      }
      expect(Object.keys(dependencies)).to.have.length(workspaces.length);
    });

    for (const { manifest } of workspaces) {
      it(`${manifest.name} can be imported and required, and is the same both ways`, async () => {
        const { name } = manifest;
        const print = 'console.log(JSON.stringify(Object.keys(m).sort()))';
        const imported = await evaluate('module', `import * as m from '${name}'; ${print}`);
        const required = await evaluate('commonjs', `const m = require('${name}'); ${print}`);
        expect(imported).to.be.an('array').with.length.above(0);
        expect(required).to.deep.equal(imported);
      });
    }

    it('a server starts, with the service definitions that it needs', async () => {
      const code = `
        import { createServer } from '@xdsim/server';
        const server = await createServer({ xdsAddress: '127.0.0.1:0', adminAddress: '127.0.0.1:0' });
        const { status } = await fetch('http://' + server.adminAddress + '/readyz');
        await server.close();
        console.log(status);`;
      expect(await evaluate('module', code)).to.equal(200);
    });

    it('`npx xdsim version` says the version', async () => {
      const { stdout } = await npm(['exec', '--no', '--', 'xdsim', 'version'], project);
      expect(stdout).to.match(/^xdsim \d+\.\d+\.\d+ /);
    });

    it('`npx xdsim translate` needs nothing that was left out', async () => {
      const file = join(root, 'packages/translator/package.json');
      const { stdout } = await npm(
        ['exec', '--no', '--', 'xdsim', 'translate', '-f', file, '-o', 'json'],
        project,
      ).catch((error: { stdout: string }) => error);
      expect(Object.keys(JSON.parse(stdout) as object)).to.deep.equal([
        'clusters',
        'endpoints',
        'listeners',
        'routes',
      ]);
    });
  });
});
