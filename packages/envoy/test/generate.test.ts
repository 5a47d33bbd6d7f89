import { expect } from 'chai';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { descriptor } from '../src/descriptor.js';

const script = (name: string) => new URL(`../scripts/${name}`, import.meta.url);
const load = (name: string) => import(script(`generate/${name}`).href);

describe('npm run generate', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'xdsim-protos-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  async function closure(root: string) {
    const { ProtoTree } = await load('proto-tree.mjs');
    const { closureOf } = await load('closure.mjs');
    return closureOf(new ProtoTree([folder]), [root]);
  }

  function proto(path: string, text: string) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(
      join(folder, path),
      `syntax = "proto3";\npackage ${dirname(path).replaceAll('/', '.')};\n${text}\n`,
    );
  }

  it('has processed every root, and what the roots reach', () => {
    const { messages, enums } = descriptor();
    expect(Object.keys(messages))
      .to.include('envoy.config.cluster.v3.Cluster')
      .and.to.have.length.greaterThan(300);
    expect(Object.keys(enums)).to.have.length.greaterThan(30);
    for (const fields of Object.values(messages)) {
      for (const { kind, type } of fields) {
        if (kind === 'enum') expect(enums).to.have.property(type);
        if (kind === 'message' && !type.startsWith('google.protobuf.'))
          expect(messages).to.have.property(type);
      }
    }
  });

  it('does nothing when its inputs did not change since the last time', () => {
    const run = () =>
      execFileSync(process.execPath, [fileURLToPath(script('generate.mjs'))], { encoding: 'utf8' });
    expect(run()).to.match(/^generate: /);
    expect(run()).to.equal('generate: Envoy messages are up to date\n');
  });

  it('follows fields, and knows oneofs, maps, repeated and optional fields', async () => {
    proto('a/v1/b.proto', 'message B {} enum E { ZERO = 0; }');
    proto(
      'a/v1/a.proto',
      [
        'import "a/v1/b.proto";',
        'message Unreached {}',
        'message A {',
        '  oneof choice { B b = 3; string text = 2; }',
        '  repeated E list = 4;',
        '  map<uint32, B> table = 5;',
        '  optional bool perhaps = 1;',
        '}',
      ].join('\n'),
    );
    const { messages, enums } = await closure('a.v1.A');
    expect([...messages.keys()]).to.deep.equal(['a.v1.A', 'a.v1.B']);
    expect([...enums.keys()]).to.deep.equal(['a.v1.E']);
    const fields = messages.get('a.v1.A').fields.map((field: object) => {
      return { ...field, comment: undefined, deprecated: undefined };
    });
    const plain = { comment: undefined, deprecated: undefined };
    expect(fields).to.deep.equal([
      { name: 'perhaps', number: 1, kind: 'scalar', type: 'bool', optional: true, ...plain },
      { name: 'text', number: 2, kind: 'scalar', type: 'string', oneof: 'choice', ...plain },
      { name: 'b', number: 3, kind: 'message', type: 'a.v1.B', oneof: 'choice', ...plain },
      { name: 'list', number: 4, kind: 'enum', type: 'a.v1.E', repeated: true, ...plain },
      { name: 'table', number: 5, kind: 'message', type: 'a.v1.B', key: 'uint32', ...plain },
    ]);
  });

  it('ignores an import that no package has, as long as no field needs it', async () => {
    proto('a/v1/a.proto', 'import "not/there.proto";\nmessage A { string name = 1; }');
    expect([...(await closure('a.v1.A')).messages.keys()]).to.deep.equal(['a.v1.A']);
  });

  const refused: [what: string, text: string, reason: string][] = [
    [
      'a field whose type is in a file that no package has',
      'import "not/there.proto";\nmessage A { not.There there = 1; }',
      'a.v1.A.there is a not.There, which no .proto at hand declares. Files that were not found: not/there.proto (imported by a/v1/a.proto)',
    ],
    ['a root that is not there', 'message B {}', 'a.v1.A of protos/roots.json is not in a/v1/*.proto'],
  ];
  for (const [what, text, reason] of refused) {
    it(`fails on ${what}`, async () => {
      proto('a/v1/a.proto', text);
      expect(await failure(closure('a.v1.A'))).to.include(reason);
    });
  }

  it('fails on a file that is not proto3', async () => {
    mkdirSync(join(folder, 'a/v1'), { recursive: true });
    writeFileSync(join(folder, 'a/v1/a.proto'), 'syntax = "proto2";\npackage a.v1;\nmessage A {}\n');
    expect(await failure(closure('a.v1.A'))).to.include('a/v1/a.proto is not proto3');
  });

  it('names types after their messages, and puts the package before names that clash', async () => {
    const { typeNames } = await load('type-names.mjs');
    const names = [
      'a.core.v3.Options',
      'a.http.v3.Options',
      'a.core.v3.Route',
      'a.x.v3.Route',
      'a.x.v3.Route.Match',
    ];
    expect([...typeNames(names, new Map([['Route', 'a.x.v3.Route']]))]).to.deep.equal([
      ['a.x.v3.Route', 'Route'],
      ['a.x.v3.Route.Match', 'Route_Match'],
      ['a.core.v3.Options', 'CoreOptions'],
      ['a.http.v3.Options', 'HttpOptions'],
      ['a.core.v3.Route', 'CoreRoute'],
    ]);
  });

  const comments: [comment: string, doc: string][] = [
    ['A name. More about it.', '/** A name. */\n'],
    [
      'See :ref:`the docs\n<some_anchor>` and ``x``: [#not-implemented-hide:]\nmore',
      '/** See the docs and `x`. */\n',
    ],
    ['Ends */ here', '/** Ends * / here */\n'],
    ['', ''],
  ];
  for (const [comment, doc] of comments) {
    it(`makes ${JSON.stringify(doc)} of the comment ${JSON.stringify(comment)}`, async () => {
      const { docComment } = await load('doc-comment.mjs');
      expect(docComment('', undefined, comment)).to.equal(doc);
    });
  }
});

async function failure(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'nothing failed';
}
