import { manifest, serviceEntry, testRule } from './rule-test.js';

const routes = manifest(
  'VirtualService',
  `
  hosts: [shop.example.com]
  gateways: [ingress]
  http: [{route: [{destination: {host: shop.example.com}}]}]`,
);
const gateway = (...hosts: readonly string[]) =>
  manifest(
    'Gateway',
    `
    selector: {istio: ingress}
    servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ${JSON.stringify(hosts)}}]`,
    'name: ingress',
  );

testRule('unknown-gateway-host', {
  invalid: {
    'a host that the gateway does not list': {
      yaml: [routes, gateway('*.example.org', 'cart.example.com'), serviceEntry('shop')],
      line: 5,
      path: 'spec.hosts[0]',
      message: 'Gateway default/ingress accepts no requests for "shop.example.com"',
      help: 'the hosts there are "*.example.org" and "cart.example.com"',
      related: [14, 'hosts are listed here'],
    },
    'a host that the gateway keeps for another namespace': {
      yaml: [routes, gateway('shop/*'), serviceEntry('shop')],
      line: 5,
      path: 'spec.hosts[0]',
      message: 'accepts no requests',
    },
  },
  valid: {
    'a host by name': [routes, gateway('shop.example.com'), serviceEntry('shop')],
    'a host by wildcard, of the own namespace': [routes, gateway('./*.example.com'), serviceEntry('shop')],
    'a wildcard of which the gateway has a part': [
      routes.replace('hosts: [shop.example.com]', "hosts: ['*.example.com']"),
      gateway('default/shop.example.com'),
      serviceEntry('shop'),
    ],
  },
});
