import type { PeerCertificate } from 'node:tls';
import { expect } from 'chai';
import { accessRules } from '../../src/access/access-rules.js';
import { identitiesOf } from '../../src/access/identities-of.js';

describe('rules for identities', () => {
  const claim = { identities: ['spiffe://a/ns/shop/sa/web'], nodeId: 'web-1', namespace: 'shop' };

  it('allow what one of them allows', () => {
    const allows = accessRules([
      { identity: 'other' },
      { identity: 'spiffe://a/ns/*/sa/web', nodeIds: ['a', 'web-*'] },
    ]);
    expect(allows(claim)).to.equal(true);
    expect(allows({ ...claim, nodeId: 'b' })).to.equal(false);
  });

  it('allow nothing to a client without an identity, and nothing at all when there is none', () => {
    expect(accessRules([{ identity: '*' }])({ ...claim, identities: [] })).to.equal(false);
    expect(accessRules([])(claim)).to.equal(false);
  });

  it('take * for what stands between two slashes, and all else as it is', () => {
    const is = (identity: string, other: string) =>
      accessRules([{ identity }])({ ...claim, identities: [other] });
    expect(is('spiffe://a/*/c', 'spiffe://a/b/c')).to.equal(true);
    expect(is('spiffe://a/*', 'spiffe://a/b/c')).to.equal(false);
    expect(is('a.c', 'abc')).to.equal(false);
    expect(is('a', 'ab')).to.equal(false);
    expect(is('a', 'ba')).to.equal(false);
  });

  it('hold for any node id and namespace unless they name some, with slashes too', () => {
    const allows = accessRules([{ identity: 'spiffe://a/ns/shop/sa/web' }]);
    expect(allows({ ...claim, nodeId: 'a/b\nc', namespace: 'd/e' })).to.equal(true);
  });
});

describe('the identities of a certificate', () => {
  const of = (subjectaltname: string | undefined, CN?: string | string[]) =>
    identitiesOf({ subjectaltname, subject: { CN } } as unknown as PeerCertificate);

  it('are its SPIFFE ids, or else its common name', () => {
    expect(of('DNS:a.example, URI:spiffe://a/b, URI:https://c', 'd')).to.deep.equal(['spiffe://a/b']);
    expect(of('DNS:a.example, URI:https://c', 'd')).to.deep.equal(['d']);
    expect(of(undefined, ['d', 'e'])).to.deep.equal(['d', 'e']);
    expect(of(undefined)).to.deep.equal([]);
  });

  it('are not what another name only looks like', () => {
    expect(of('DNS:"a, URI:spiffe://evil", URI:spiffe://a/b')).to.deep.equal(['spiffe://a/b']);
    expect(of('DNS:"a\\", URI:spiffe://evil"', 'd')).to.deep.equal(['d']);
    expect(of('DNS:a URI:spiffe://evil', 'd')).to.deep.equal(['d']);
  });
});
