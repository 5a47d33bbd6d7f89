import type { Service } from '@xdsim/registry';
import { expect } from 'chai';
import { resolveAliases } from '../src/scope/aliases.js';

const aliases = (pairs: Readonly<Record<string, string>>) => {
  const services = Object.entries(pairs).map(([hostname, externalName]) => ({ hostname, externalName }));
  const { names, targets } = resolveAliases(services as Service[]);
  return { of: (host: string) => names.get(host) ?? [], target: (host: string) => targets.get(host) ?? host };
};

describe('aliases', () => {
  it('are names of what they mean, sorted', () => {
    const { of, target } = aliases({ b: 'a.com', a: 'a.com' });
    expect(of('a.com')).to.deep.equal(['a', 'b']);
    expect(target('b')).to.equal('a.com');
  });

  it('of aliases mean what those mean in the end', () => {
    const { of, target } = aliases({ a: 'b', b: 'c', c: 'd.com' });
    expect(of('d.com')).to.deep.equal(['a', 'b', 'c']);
    expect(of('b')).to.deep.equal([]);
    expect(target('a')).to.equal('d.com');
  });

  it('that go round in circles mean nothing', () => {
    const { of, target } = aliases({ a: 'b', b: 'a', c: 'b', d: 'd', e: 'd.com' });
    expect(['a', 'b', 'c', 'd'].flatMap((host) => of(host))).to.deep.equal([]);
    expect(target('c')).to.equal('c');
    expect(target('e')).to.equal('d.com');
  });

  it('of other hosts are none', () => {
    expect(aliases({}).of('a.com')).to.deep.equal([]);
    expect(aliases({}).target('a.com')).to.equal('a.com');
  });
});
