import { basename, posix } from 'node:path';
import { expect } from 'chai';
import { importsOf } from './imports-of.js';
import { filesUnder, isOwn, read, workspaces } from './repository.js';

/** The picture of docs/architecture.md: an arrow reads "imports". */
const arrows: Readonly<Record<string, readonly string[]>> = {
  xdsim: ['@xdsim/server'],
  '@xdsim/testkit': ['@xdsim/server'],
  '@xdsim/server': ['@xdsim/translator', '@xdsim/xds'],
  '@xdsim/translator': ['@xdsim/registry', '@xdsim/envoy'],
  '@xdsim/registry': ['@xdsim/api'],
  '@xdsim/xds': ['@xdsim/envoy'],
  '@xdsim/api': [],
  '@xdsim/envoy': [],
};

/** These compute only: no files, sockets, timers or processes. */
const pure = new Set(['@xdsim/api', '@xdsim/registry', '@xdsim/envoy', '@xdsim/translator', '@xdsim/xds']);

/** Everything that lies in the direction of a package's arrows. */
function reachable(name: string): ReadonlySet<string> {
  const direct = arrows[name] ?? [];
  return new Set([...direct, ...direct.flatMap((next) => [...reachable(next)])]);
}

/** `@grpc/grpc-js/build` is of the package `@grpc/grpc-js`. */
const packageOf = (specifier: string): string =>
  specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

/** Says how much was looked at, and fails when that is nothing: a check that sees nothing always passes. */
function checked(number: number, what: string): void {
  console.log(`      checked ${number} ${what}`);
  expect(number, what).to.be.above(0);
}

describe('the architecture', () => {
  it('has exactly the packages of the picture', () => {
    expect(workspaces.map(({ manifest }) => manifest.name)).to.have.members(Object.keys(arrows));
    checked(workspaces.length, 'packages');
  });

  it('has dependencies between packages only along the arrows', () => {
    let dependencies = 0;
    for (const { folder, manifest } of workspaces) {
      const own = Object.keys(manifest.dependencies ?? {}).filter(isOwn);
      for (const name of own) {
        dependencies++;
        expect([...reachable(manifest.name)], `${folder}/package.json depends on ${name}`).to.include(name);
        expect(manifest.dependencies?.[name], `the version of ${name} in ${folder}`).to.equal(
          manifest.version,
        );
      }
      // What the compiler builds first must be what npm installs.
      const { references = [] } = JSON.parse(read(`${folder}/tsconfig.json`)) as {
        references?: { path: string }[];
      };
      const built = references.map(({ path }) => posix.join(folder, path));
      const installed = workspaces
        .filter((other) => own.includes(other.manifest.name))
        .map((other) => other.folder);
      expect(built, `the references of ${folder}/tsconfig.json`).to.have.members(installed);
    }
    checked(dependencies, 'dependencies between packages');
  });

  it('has imports only along the arrows, of declared dependencies, inside a package by relative paths', () => {
    let imports = 0;
    for (const { folder, manifest } of workspaces) {
      const declared = Object.keys(manifest.dependencies ?? {});
      const used = new Set<string>();
      for (const file of filesUnder(`${folder}/src`).filter((name) => name.endsWith('.ts'))) {
        for (const specifier of importsOf(read(file))) {
          imports++;
          const where = `${file} imports ${specifier}`;
          if (specifier.startsWith('.')) {
            expect(posix.join(posix.dirname(file), specifier), where).to.match(new RegExp(`^${folder}/src/`));
          } else if (specifier.startsWith('node:')) {
            if (pure.has(manifest.name)) expect(specifier, where).to.equal('node:crypto');
          } else {
            used.add(packageOf(specifier));
            expect(declared, where).to.include(packageOf(specifier));
            if (isOwn(packageOf(specifier)))
              expect([...reachable(manifest.name)], where).to.include(packageOf(specifier));
          }
        }
      }
      expect([...used], `what ${folder}/package.json declares`).to.include.members(declared);
    }
    checked(imports, 'imports');
  });

  it('has no file or folder whose name says nothing', () => {
    const nothing = new Set([
      'utils',
      'util',
      'common',
      'core',
      'types',
      'helpers',
      'helper',
      'misc',
      'shared',
    ]);
    const files = ['packages', 'test', 'examples', 'protos', '.dev'].flatMap(filesUnder);
    // A test is named after what it tests, which may well be types.
    const names = new Set(
      files.filter((file) => !file.endsWith('.test.ts')).flatMap((file) => file.split('/')),
    );
    const bad = [...names].filter((name) => nothing.has(basename(name).split('.')[0] ?? ''));
    expect(bad).to.deep.equal([]);
    checked(files.length, 'files');
  });

  it('exports by name only, from an index that is a table of contents', () => {
    let indexes = 0;
    for (const { folder } of workspaces) {
      const statements = read(`${folder}/src/index.ts`)
        .replace(/\/\*[\s\S]*?\*\//g, '')
        .replace(/^\s*\/\/.*$/gm, '')
        .split(';')
        .map((statement) => statement.trim())
        .filter(Boolean);
      for (const statement of statements)
        expect(statement, `${folder}/src/index.ts`).to.match(/^export [\s\S]* from '/);
      indexes += statements.length;
    }
    checked(indexes, 'lines of indexes');
  });
});

describe('importsOf', () => {
  const table: readonly (readonly [source: string, imports: readonly string[]])[] = [
    [`import { a } from './a.js';`, ['./a.js']],
    [`import type { A } from '@xdsim/api';\nimport 'node:fs';`, ['@xdsim/api', 'node:fs']],
    [`import {\n  a,\n  type B,\n} from 'b';`, ['b']],
    [`export * from './c.js';\nexport { d } from "./d.js";`, ['./c.js', './d.js']],
    [`const { e } = await import('e');`, ['e']],
    [`type F = import('f').F;`, ['f']],
    [`/** import { g } from 'g'; */\n// import { h } from 'h';`, []],
    [`const url = 'https://example.com'; import('i');`, ['i']],
    [`export const from = 'j';`, []],
  ];
  for (const [source, imports] of table) {
    it(`finds ${JSON.stringify(imports)} in ${JSON.stringify(source)}`, () => {
      expect([...importsOf(source)].sort()).to.deep.equal([...imports].sort());
    });
  }
});
