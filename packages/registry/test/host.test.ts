import { expect } from 'chai';
import { hostMatches, mostSpecificHost, parseProtocol, resolveShortName, visibility } from '../src/index.js';
import { parseAddress } from '../src/services/parse-address.js';

describe('hosts', () => {
  const cases: [string, string, boolean][] = [
    ['a.com', 'a.com', true],
    ['a.com', 'b.com', false],
    ['*.a.com', 'x.a.com', true],
    ['x.a.com', '*.a.com', true],
    ['*.a.com', 'a.com', false],
    ['*', 'anything', true],
    ['*.com', '*.a.com', true],
    ['*.a.com', '*.b.com', false],
  ];
  for (const [a, b, expected] of cases) {
    it(`${a} and ${b} ${expected ? 'can mean the same name' : 'never meet'}`, () => {
      expect(hostMatches(a, b)).to.equal(expected);
    });
  }

  it('of several that cover a name the most specific wins', () => {
    const hosts = new Map(['*', '*.com', '*.a.com', 'x.a.com'].map((h) => [h, h]));
    expect(mostSpecificHost('x.a.com', hosts)).to.equal('x.a.com');
    expect(mostSpecificHost('y.a.com', hosts)).to.equal('*.a.com');
    expect(mostSpecificHost('b.com', hosts)).to.equal('*.com');
    expect(mostSpecificHost('org', hosts)).to.equal('*');
    expect(mostSpecificHost('x', new Map([['a.com', 1]]))).to.equal(undefined);
  });

  it('without a dot are completed to a Kubernetes service of the namespace', () => {
    expect(resolveShortName('cart', 'shop')).to.equal('cart.shop.svc.cluster.local');
    for (const host of ['a.com', '*', '*.com', '10.0.0.1', '2001:db8::1']) {
      expect(resolveShortName(host, 'shop')).to.equal(host);
    }
  });
});

describe('exportTo', () => {
  const cases: [string[], string, 'public' | 'private' | undefined][] = [
    [[], 'x', 'public'],
    [['*'], 'x', 'public'],
    [['*', '~'], 'x', 'public'],
    [['.'], 'own', 'private'],
    [['.'], 'x', undefined],
    [['x', 'y'], 'x', 'private'],
    [['x', 'y'], 'own', undefined],
    [['~'], 'own', undefined],
    [['~', 'x'], 'x', undefined],
  ];
  for (const [exportTo, client, expected] of cases) {
    it(`[${exportTo.join()}] of namespace own is ${expected ?? 'hidden'} to ${client}`, () => {
      expect(visibility(exportTo, 'own', client)).to.equal(expected);
    });
  }

  it('that says nothing means the mesh default', () => {
    expect(visibility([], 'own', 'x', ['.'])).to.equal(undefined);
  });
});

describe('addresses and protocols', () => {
  it('keep a CIDR, reduce a full mask, and refuse the rest', () => {
    expect(parseAddress('10.0.0.0/8')).to.equal('10.0.0.0/8');
    expect(parseAddress('10.0.0.1/32')).to.equal('10.0.0.1');
    expect(parseAddress('2001:db8::1/128')).to.equal('2001:db8::1');
    for (const no of ['10.0.0.0/33', '10.0.0.0/x', 'a.com', '10.0.0.0/8/8', '10.0.0.01', '10.0.0']) {
      expect(parseAddress(no), no).to.equal(undefined);
    }
  });

  it('read a protocol whatever its case, and anything else as sniffed', () => {
    expect(['http', 'HTTP', 'Grpc-Web', 'mongo', 'MYSQL'].map(parseProtocol)).to.deep.equal([
      'HTTP',
      'HTTP',
      'GRPC-Web',
      'Mongo',
      'MySQL',
    ]);
    expect(['', undefined, 'sctp'].map(parseProtocol)).to.deep.equal([
      'Unsupported',
      'Unsupported',
      'Unsupported',
    ]);
  });
});
