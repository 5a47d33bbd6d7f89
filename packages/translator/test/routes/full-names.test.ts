import { expect } from 'chai';
import { fullGatewayName, fullNames } from '../../src/scope/full-names.js';

describe('the names in a rule', () => {
  const gateways: [string, string][] = [
    ['mesh', 'mesh'],
    ['edge', 'shop/edge'],
    ['./edge', 'shop/edge'],
    ['other/edge', 'other/edge'],
    ['edge.other.svc.cluster.local', 'other/edge'],
  ];
  for (const [written, full] of gateways) {
    it(`gateway ${written} is ${full}`, () => expect(fullGatewayName(written, 'shop')).to.equal(full));
  }

  it('of hosts are those of the namespace', () => {
    const rule = {
      match: [{ gateways: ['edge'] }],
      route: [{ destination: { host: 'a', subset: 'v1' }, weight: 1 }],
      mirror: { host: 'b' },
      mirrors: [{ destination: { host: 'c.example.com' } }, {}],
    };
    expect(fullNames(rule, 'shop')).to.deep.equal({
      match: [{ gateways: ['shop/edge'] }],
      route: [{ destination: { host: 'a.shop.svc.cluster.local', subset: 'v1' }, weight: 1 }],
      mirror: { host: 'b.shop.svc.cluster.local' },
      mirrors: [{ destination: { host: 'c.example.com' } }, {}],
    });
  });
});
