import { posix } from 'node:path';
import { expect } from 'chai';
import { circles } from './circles.js';
import { importsOf } from './imports-of.js';
import { filesUnder, read, workspaces } from './repository.js';

/** Packages whose folders can be read one after the other, too; the others join them as they get there. */
const inLayers: readonly string[] = [
  'packages/envoy',
  'packages/registry',
  'packages/testkit',
  'packages/translator',
  'packages/xds',
];

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Which files of a package import which, for types too, by their paths in `src`. */
function graphOf(folder: string): Graph {
  const files = filesUnder(`${folder}/src`).filter((name) => name.endsWith('.ts'));
  const short = (file: string): string => posix.relative(`${folder}/src`, file);
  return new Map(
    files.map((file) => {
      const relative = importsOf(read(file)).filter((specifier) => specifier.startsWith('.'));
      const target = (specifier: string) =>
        short(posix.join(posix.dirname(file), specifier.replace(/\.js$/, '.ts')));
      return [short(file), new Set(relative.map(target))];
    }),
  );
}

/** The same by folder. What a folder holds and what its folders hold belong together: they may import from each other. */
function byFolder(graph: Graph): Graph {
  const folders = new Map<string, Set<string>>();
  for (const [file, targets] of graph) {
    const from = file.split('/', 1)[0]!;
    if (from === file) continue;
    const reached = folders.get(from) ?? new Set();
    folders.set(from, reached);
    for (const target of targets) if (target.includes('/')) reached.add(target.split('/', 1)[0]!);
    reached.delete(from);
  }
  return folders;
}

const foundIn = (folders: readonly string[], by: (graph: Graph) => Graph): readonly string[] =>
  folders.flatMap((folder) => circles(by(graphOf(folder))).map((circle) => circle.join(' ')));

describe('imports', () => {
  it('go in no circle between files: each can be read before those that import it', () => {
    const all = workspaces.map(({ folder }) => folder);
    expect(foundIn(all, (graph) => graph)).to.deep.equal([]);
  });

  for (const folder of inLayers) {
    it(`go in no circle between the folders of ${folder}`, () => {
      expect(foundIn([folder], byFolder)).to.deep.equal([]);
    });
  }
});

describe('circles', () => {
  const table: readonly (readonly [edges: string, circles: readonly (readonly string[])[]])[] = [
    ['a>b b>c', []],
    ['a>b b>a', [['a', 'b']]],
    ['a>a', [['a']]],
    ['a>b b>c c>a c>d d>e', [['a', 'b', 'c']]],
    ['a>b b>a c>d d>c b>c', [['a', 'b'], ['c', 'd']]], // prettier-ignore
    ['a>b a>c b>d c>d', []],
    ['a>b b>c c>b c>a', [['a', 'b', 'c']]],
    ['a>outside', []],
  ];
  for (const [edges, expected] of table) {
    it(`finds ${JSON.stringify(expected)} in ${edges}`, () => {
      const graph = new Map<string, Set<string>>();
      for (const edge of edges.split(' ')) {
        const [from = '', to = ''] = edge.split('>');
        graph.set(from, (graph.get(from) ?? new Set()).add(to));
      }
      expect(circles(graph)).to.have.deep.members(expected);
    });
  }
});
