import { expect } from 'chai';
import { egressHosts } from '../src/scope/egress-hosts.js';

describe('the hosts of an egress listener', () => {
  // Read as: for a proxy of namespace shop, `hosts` import the service (namespace/host), or do not.
  const services: readonly [hosts: string, service: string, imported: boolean][] = [
    ['*/*', 'other/a.com', true],
    ['./*', 'shop/a.com', true],
    ['./*', 'other/a.com', false],
    ['other/*', 'other/a.com', true],
    ['other/*', 'shop/a.com', false],
    ['*/a.com', 'other/a.com', true],
    ['*/a.com', 'other/b.com', false],
    ['other/*.com', 'other/a.com', true],
    ['other/*.com', 'other/a.b.com', true],
    ['other/*.com', 'other/com', false],
    // A wildcard service is imported where all that it stands for is.
    ['other/*.com', 'other/*.a.com', true],
    ['other/*.a.com', 'other/*.com', false],
    ['other/a.com', 'other/*.com', false],
    ['other/*.com', 'other/*.com', true],
    // What is written for the namespace is added to what is written for all.
    ['other/b.com */a.com', 'other/a.com', true],
    ['~/*', 'shop/a.com', false],
    ['*/* ~other/*', 'other/a.com', false],
    ['*/* ~other/*', 'shop/a.com', true],
    ['*/* ~other/a.com', 'other/a.com', false],
    ['*/* ~other/a.com', 'other/b.com', true],
    ['*/* ~/a.com', 'other/a.com', false],
    ['*/* ~./a.com', 'shop/a.com', false],
    ['other/a.com ~/*.com', 'other/a.com', false],
    // Excluding alone includes nothing.
    ['~other/*', 'shop/a.com', false],
    ['a.com', 'shop/a.com', false],
  ];
  for (const [hosts, service, imported] of services) {
    it(`${hosts} ${imported ? 'imports' : 'does not import'} the service ${service}`, () => {
      const [namespace = '', hostname = ''] = service.split('/');
      expect(egressHosts(hosts.split(' '), () => 'shop').importsService(namespace, hostname)).to.equal(
        imported,
      );
    });
  }

  const virtualServices: readonly [hosts: string, namespace: string, virtual: string, imported: boolean][] = [
    ['*/*', 'other', 'a.com', true],
    ['./*', 'other', 'a.com', false],
    ['other/a.com', 'other', 'a.com', true],
    // Either side may be the wildcard.
    ['other/a.com', 'other', '*.com', true],
    ['other/*.com', 'other', 'a.com', true],
    ['other/*.com', 'other', 'a.org', false],
    // One host is enough, and excluding one leaves the others.
    ['other/a.com', 'other', 'b.org a.com', true],
    ['*/* ~other/a.com', 'other', 'a.com', false],
    ['*/* ~other/a.com', 'other', 'a.com b.com', true],
  ];
  for (const [hosts, namespace, virtual, imported] of virtualServices) {
    it(`${hosts} ${imported ? 'imports' : 'does not import'} a VirtualService of ${namespace} for ${virtual}`, () => {
      const filter = egressHosts(hosts.split(' '), () => 'shop');
      expect(filter.importsVirtualService(namespace, virtual.split(' '))).to.equal(imported);
    });
  }
});
