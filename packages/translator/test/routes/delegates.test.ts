import type { HttpMatch, HttpRoute } from '@xdsim/api';
import { expect } from 'chai';
import { mergeMatches } from '../../src/scope/delegates/merge-match.js';
import { mergeRule } from '../../src/scope/delegates/merge-rule.js';

describe('the match of a delegate', () => {
  const lies: [string, HttpMatch, HttpMatch][] = [
    ['a longer prefix within a shorter one', { uri: { prefix: '/a' } }, { uri: { prefix: '/a/b' } }],
    ['an exact value within a prefix', { uri: { prefix: '/a' } }, { uri: { exact: '/a/b' } }],
    ['the same exact value', { uri: { exact: '/a' } }, { uri: { exact: '/a' } }],
    ['a regex where nothing is matched', { method: { exact: 'GET' } }, { uri: { regex: '/a.*' } }],
    ['one header next to another', { headers: { a: { exact: '1' } } }, { headers: { b: { exact: '2' } } }],
    ['the same port', { port: 80 }, { port: 80 }],
    ['one label next to another', { sourceLabels: { app: 'web' } }, { sourceLabels: { version: 'v1' } }],
    ['the same namespace', { sourceNamespace: 'shop' }, { sourceNamespace: 'shop' }],
    ['one of several gateways', { gateways: ['mesh', 'a/b'] }, { gateways: ['mesh'] }],
  ];
  for (const [title, root, own] of lies) {
    it(`lies within that of its root: ${title}`, () => expect(mergeMatches([root], [own])).to.have.length(1));
  }

  const conflicts: [string, HttpMatch, HttpMatch][] = [
    ['a shorter prefix', { uri: { prefix: '/a/b' } }, { uri: { prefix: '/a' } }],
    ['another exact value', { uri: { exact: '/a' } }, { uri: { exact: '/b' } }],
    ['a prefix where one value is', { uri: { exact: '/a' } }, { uri: { prefix: '/a' } }],
    ['an exact value outside of a prefix', { uri: { prefix: '/a' } }, { uri: { exact: '/b' } }],
    ['a regex beside anything', { uri: { prefix: '/' } }, { uri: { regex: '.*' } }],
    ['anything beside a regex', { uri: { regex: '.*' } }, { uri: { exact: '/a' } }],
    ['mere presence beside anything', { headers: { a: { exact: '1' } } }, { headers: { a: {} } }],
    ['another header value', { headers: { a: { exact: '1' } } }, { headers: { a: { exact: '2' } } }],
    [
      'another value not to have',
      { withoutHeaders: { a: { exact: '1' } } },
      { withoutHeaders: { a: { exact: '2' } } },
    ],
    ['another query', { queryParams: { a: { exact: '1' } } }, { queryParams: { a: { exact: '2' } } }],
    ['another method', { method: { exact: 'GET' } }, { method: { exact: 'PUT' } }],
    ['another scheme', { scheme: { exact: 'http' } }, { scheme: { exact: 'https' } }],
    ['another authority', { authority: { exact: 'a' } }, { authority: { exact: 'b' } }],
    ['another case', { ignoreUriCase: true }, { uri: { prefix: '/a' } }],
    ['another port', { port: 80 }, { port: 81 }],
    ['another label value', { sourceLabels: { app: 'web' } }, { sourceLabels: { app: 'api' } }],
    ['no namespace where the root has one', { sourceNamespace: 'shop' }, { uri: { prefix: '/a' } }],
    ['a gateway that the root does not name', { gateways: ['mesh'] }, { gateways: ['a/b'] }],
  ];
  for (const [title, root, own] of conflicts) {
    it(`conflicts with that of its root: ${title}`, () =>
      expect(mergeMatches([root], [own])).to.equal(undefined));
  }

  it('joins that of its root, and says more', () => {
    const root: HttpMatch = {
      name: 'root',
      uri: { prefix: '/a' },
      headers: { a: { exact: '1' } },
      statPrefix: 'root',
    };
    const own: HttpMatch = { name: 'own', uri: { prefix: '/a/b' }, headers: { b: {} }, port: 80 };
    expect(mergeMatches([root], [own])).to.deep.equal([
      {
        name: 'root-own',
        uri: { prefix: '/a/b' },
        headers: { a: { exact: '1' }, b: {} },
        withoutHeaders: {},
        queryParams: {},
        sourceLabels: {},
        port: 80,
        statPrefix: 'root',
      },
    ]);
  });

  it('is paired with each of its root that it lies within, and needs at least one', () => {
    const [a, b]: HttpMatch[] = [{ uri: { prefix: '/a' } }, { uri: { prefix: '/b' } }];
    const method: HttpMatch = { method: { exact: 'GET' } };
    expect(mergeMatches([a!, b!], [method])).to.have.length(2);
    expect(mergeMatches([a!, b!], [method, { uri: { prefix: '/b/c' } }])).to.have.length(3);
    expect(mergeMatches([a!, b!], [method, { uri: { prefix: '/c' } }])).to.equal(undefined);
  });

  it('is that of the other where one says nothing', () => {
    const matches: HttpMatch[] = [{ uri: { prefix: '/a' } }];
    expect(mergeMatches(matches, [])).to.equal(matches);
    expect(mergeMatches(undefined, matches)).to.equal(matches);
  });
});

describe('a rule of a delegate', () => {
  const root: HttpRoute = {
    name: 'root',
    delegate: { name: 'child' },
    timeout: '5s',
    retries: { attempts: 1 },
    fault: { abort: { httpStatus: 500 } },
    headers: { request: { set: { a: '1' } } },
    mirror: { host: 'shadow' },
    rewrite: { uri: '/' },
    corsPolicy: {},
  };

  it('takes from its root what it does not say itself', () => {
    const own: HttpRoute = { route: [{ destination: { host: 'a' } }], timeout: '1s' };
    const { delegate: _, ...rest } = root;
    expect(mergeRule(root, own)).to.deep.equal({ ...rest, ...own, match: [] });
  });

  it('replaces what it says, and adds its name', () => {
    const own: HttpRoute = { name: 'own', headers: {}, retries: { attempts: 0 } };
    expect(mergeRule(root, own)).to.include({ name: 'root-own', headers: own.headers, retries: own.retries });
  });
});
