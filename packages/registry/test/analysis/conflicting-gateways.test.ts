import { manifest, testRule } from './rule-test.js';

const gateway = (name: string, host: string, rest = '', selector = 'istio: ingress') =>
  manifest(
    'Gateway',
    `
    selector: {${selector}}
    servers:
      - port: {number: 80, name: http, protocol: HTTP}
        hosts: ['${host}']
        ${rest}`,
    `name: ${name}`,
  );

testRule('conflicting-gateways', {
  invalid: {
    'one host on one port of the same proxies': {
      yaml: [gateway('a', 'shop.example.com'), gateway('b', 'shop.example.com')],
      line: 17,
      path: 'spec.servers[0].hosts[0]',
      message: 'Gateway default/a has the host "shop.example.com" on port 80 of the same proxies',
      help: 'keep the host in one of the two',
      related: [8, 'also here'],
    },
    'a selector that asks for more': {
      yaml: [gateway('a', '*'), gateway('b', '*', '', 'istio: ingress, zone: a')],
      line: 17,
      path: 'spec.servers[0].hosts[0]',
      message: 'Gateway default/a has the host "*"',
    },
  },
  valid: {
    'other hosts, addresses and proxies': [
      gateway('a', 'shop.example.com'),
      gateway('b', 'cart.example.com'),
      gateway('c', 'shop.example.com', 'bind: 10.0.0.1'),
      gateway('d', 'shop.example.com', '', 'istio: egress'),
    ],
  },
});
