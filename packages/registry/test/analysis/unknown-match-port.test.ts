import { gateway, manifest, serviceEntry, testRule } from './rule-test.js';

testRule('unknown-match-port', {
  invalid: {
    'a match on a port that the hosts lack': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [shop.example.com]
          http:
            - match:
                - port: 8080
              route: [{destination: {host: shop.example.com, port: {number: 80}}}]`,
        ),
        serviceEntry('shop'),
      ],
      line: 8,
      path: 'spec.http[0].match[0].port',
      message: 'the hosts have no port 8080',
      help: 'the ports are 80',
      related: [11, 'ports are declared here'],
    },
  },
  valid: {
    'ports of the hosts, and of gateways': [
      manifest(
        'VirtualService',
        `
        hosts: [shop.example.com]
        http:
          - match: [{port: 80}]
            route: [{destination: {host: shop.example.com}}]`,
      ),
      gateway(),
      manifest(
        'VirtualService',
        `
        hosts: [shop.example.com]
        gateways: [public]
        http:
          - match: [{port: 8443}]
            route: [{destination: {host: shop.example.com, port: {number: 80}}}]`,
        'name: b',
      ),
      serviceEntry('shop'),
    ],
  },
});
