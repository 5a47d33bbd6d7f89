import type { Service } from '@xdsim/registry';
import { expect } from 'chai';
import { createProxy } from '../src/index.js';
import { clientOf } from '../src/proxy/client.js';
import { serviceDomains } from '../src/routes/domains.js';

const domains = (hostname: string, proxyDomain: string, address = '0.0.0.0', known: string[] = []) =>
  serviceDomains({ hostname, address } as Service, {
    proxy: clientOf(createProxy({ dnsDomain: proxyDomain })),
    aliases: [],
    isKnown: (host) => [hostname, ...known].includes(host),
  });

const kubernetes = 'shop.svc.cluster.local';

describe('the domains of a service', () => {
  const cases: [string, string[], string[]][] = [
    ['a host, with and without the trailing dot', ['a.com', kubernetes], ['a.com', 'a.com.']],
    ['a wildcard likewise', ['*.a.com', kubernetes], ['*.a.com', '*.a.com.']],
    ['an IP without a dot', ['10.0.0.1', kubernetes], ['10.0.0.1']],
    ['its address', ['a.com', kubernetes, '10.0.0.1'], ['a.com', 'a.com.', '10.0.0.1']],
    [
      'an IPv6 address in brackets',
      ['a.com', kubernetes, '2001:db8::1'],
      ['a.com', 'a.com.', '[2001:db8::1]'],
    ],
    ['a range as it is written', ['a.com', kubernetes, '10.0.0.0/8'], ['a.com', 'a.com.', '10.0.0.0/8']],
    [
      'all short forms in its own namespace',
      ['cart.shop.svc.cluster.local', kubernetes],
      ['cart.shop.svc.cluster.local', 'cart.shop.svc.cluster.local.', 'cart', 'cart.shop.svc', 'cart.shop'],
    ],
    [
      'short forms with the namespace elsewhere',
      ['pay.bank.svc.cluster.local', kubernetes],
      ['pay.bank.svc.cluster.local', 'pay.bank.svc.cluster.local.', 'pay.bank', 'pay.bank.svc'],
    ],
    [
      'the unique part where a proxy outside Kubernetes shares a suffix',
      ['foo.local.net', 'bar.local.net'],
      ['foo.local.net', 'foo.local.net.', 'foo'],
    ],
    [
      'the unique part also with one shared label when it has two',
      ['foo.ns.local.net', 'bar.local.net'],
      ['foo.ns.local.net', 'foo.ns.local.net.', 'foo.ns', 'foo.ns.local'],
    ],
    [
      'no short form of a host in another cluster domain',
      ['b.ns.svc.example.org', kubernetes],
      ['b.ns.svc.example.org', 'b.ns.svc.example.org.'],
    ],
    ['nothing more where no suffix is shared', ['a.com', 'local.net'], ['a.com', 'a.com.']],
  ];
  for (const [title, [host, domain, address], expected] of cases) {
    it(`hold ${title}`, () => expect(domains(host!, domain!, address)).to.deep.equal(expected));
  }

  it('never hold a short form that is the name of another host', () => {
    expect(domains('cart.shop.svc.cluster.local', kubernetes, undefined, ['cart'])).not.to.include('cart');
  });
});
