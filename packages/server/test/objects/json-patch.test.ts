import { expect } from 'chai';
import { jsonPatch } from '../../src/admin/objects/patch/json-patch.js';

describe('a JSON patch', () => {
  it('moves the items of long lists so many times at most', () => {
    const target = { list: Array.from({ length: 100_000 }, () => 0) };
    const patch = Array.from({ length: 1_000 }, () => ({ op: 'add', path: '/list/0', value: 1 }));
    expect(jsonPatch(target, patch).error).to.match(/step 199 moves too many/);
  });

  // The examples of RFC 6902, appendix A, and of Kubernetes' users.
  const done: readonly (readonly [
    what: string,
    target: unknown,
    patch: readonly object[],
    after: unknown,
  ])[] = [
    ['adds a member', { a: 1 }, [{ op: 'add', path: '/b', value: 2 }], { a: 1, b: 2 }],
    ['adds into a list', { a: [1, 3] }, [{ op: 'add', path: '/a/1', value: 2 }], { a: [1, 2, 3] }],
    ['adds behind a list', { a: [1] }, [{ op: 'add', path: '/a/-', value: [2] }], { a: [1, [2]] }],
    ['removes a member', { a: 1, b: 2 }, [{ op: 'remove', path: '/b' }], { a: 1 }],
    ['removes from a list', { a: [1, 2, 3] }, [{ op: 'remove', path: '/a/1' }], { a: [1, 3] }],
    ['replaces', { a: 1 }, [{ op: 'replace', path: '/a', value: null }], { a: null }],
    ['replaces the whole', { a: 1 }, [{ op: 'replace', path: '', value: { b: 2 } }], { b: 2 }],
    ['moves', { a: { b: 1 }, c: {} }, [{ op: 'move', from: '/a/b', path: '/c/d' }], { a: {}, c: { d: 1 } }],
    ['copies', { a: [1] }, [{ op: 'copy', from: '/a', path: '/b' }], { a: [1], b: [1] }],
    ['tests', { a: { b: [1] } }, [{ op: 'test', path: '/a', value: { b: [1] } }], { a: { b: [1] } }],
    ['passes over what it does not know', {}, [{ op: 'add', path: '/a', value: 1, xyz: 2 }], { a: 1 }],
    ['reads escaped names', { 'a/b~c': 1 }, [{ op: 'remove', path: '/a~1b~0c' }], {}],
    [
      'does one step after the other',
      {},
      [
        { op: 'add', path: '/a', value: {} },
        { op: 'add', path: '/a/b', value: 1 },
      ],
      { a: { b: 1 } },
    ],
    ['does nothing', { a: 1 }, [], { a: 1 }],
  ];
  for (const [what, target, patch, after] of done)
    it(what, () => {
      const before = structuredClone(target);
      expect(jsonPatch(target, patch)).to.deep.equal({ value: after });
      expect(target, 'the target').to.deep.equal(before);
    });

  const refused: readonly (readonly [what: string, patch: readonly unknown[], error: RegExp])[] = [
    ['a test that fails', [{ op: 'test', path: '/a', value: 2 }], /step 0 \(test\)/],
    [
      'a second step that cannot be done',
      [
        { op: 'remove', path: '/a' },
        { op: 'remove', path: '/a' },
      ],
      /step 1/,
    ],
    ['a place in nothing', [{ op: 'add', path: '/x/y', value: 1 }], /step 0 \(add\)/],
    ['a place behind the end of a list', [{ op: 'add', path: '/list/9', value: 1 }], /step 0 \(add\)/],
    ['a place that is not there', [{ op: 'replace', path: '/x', value: 1 }], /step 0 \(replace\)/],
    ['a copy of nothing', [{ op: 'copy', from: '/x', path: '/y' }], /step 0 \(copy\)/],
    ['an operation that there is not', [{ op: 'frob', path: '/a' }], /step 0/],
    ['a path that is none', [{ op: 'remove', path: 'a' }], /step 0/],
    ['no path', [{ op: 'remove' }], /step 0/],
    ['no value', [{ op: 'add', path: '/b' }], /step 0/],
    ['no operation', [null], /step 0/],
    ['the way to what all objects have', [{ op: 'add', path: '/__proto__/b', value: 1 }], /step 0/],
    ['the length of a list', [{ op: 'replace', path: '/list/length', value: 100_000_000 }], /no index/],
    ['the length of a list to be added', [{ op: 'add', path: '/list/length', value: 9 }], /no index/],
    ['the length of a list as a target', [{ op: 'move', from: '/a', path: '/list/length' }], /no index/],
    ['a method of lists', [{ op: 'copy', from: '/list/map', path: '/b' }], /no index/],
    ['an index with a zero before it', [{ op: 'test', path: '/list/00', value: 1 }], /no index/],
    ['an index below the first', [{ op: 'remove', path: '/list/-1' }], /no index/],
    ['the end of a list where something has to be', [{ op: 'remove', path: '/list/-' }], /no index/],
    ['what every object inherits', [{ op: 'copy', from: '/constructor', path: '/b' }], /there is no/],
    ['the length of a text', [{ op: 'test', path: '/list/0/length', value: 9 }], /nothing below a string/],
    [
      'more steps than anybody writes',
      Array.from({ length: 10_001 }, () => ({ op: 'test', path: '/a', value: 1 })),
      /10000 steps/,
    ],
    [
      'copies of copies',
      Array.from({ length: 40 }, () => ({ op: 'copy', from: '/list', path: '/list/-' })),
      /copies too much/,
    ],
  ];
  for (const [what, patch, error] of refused)
    it(`with ${what} is not done`, () => {
      const target = { a: 1, list: ['some text'] };
      expect(jsonPatch(target, patch).error).to.match(error);
      expect(target).to.deep.equal({ a: 1, list: ['some text'] });
    });
});
