import { manifest, serviceEntry, testRule } from './rule-test.js';

testRule('unknown-destination-port', {
  invalid: {
    'a port that the service lacks': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [shop.example.com]
          http:
            - route:
                - destination: {host: shop.example.com, port: {number: 81}}`,
        ),
        serviceEntry('shop'),
      ],
      line: 8,
      path: 'spec.http[0].route[0].destination.port.number',
      message: 'the service "shop.example.com" has no port 81',
      help: 'its ports are 80',
      related: [10, 'ports are declared here'],
    },
    'a target port': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [shop.example.com]
          http:
            - route:
                - destination: {host: shop.example.com, port: {number: 8080}}`,
        ),
        serviceEntry('shop', { ports: [{ number: 80, name: 'http', protocol: 'HTTP', targetPort: 8080 }] }),
      ],
      line: 8,
      path: 'spec.http[0].route[0].destination.port.number',
      message: 'has no port 8080',
      help: '8080 is the target port of port 80',
    },
  },
  valid: {
    'ports of any service of the host': [
      manifest(
        'VirtualService',
        `
        hosts: [shop.example.com]
        http:
          - match: [{uri: {prefix: /a}}]
            route: [{destination: {host: shop.example.com, port: {number: 80}}}]
          - route: [{destination: {host: shop.example.com, port: {number: 81}}}]`,
      ),
      serviceEntry('shop'),
      serviceEntry('more', {
        hosts: ['shop.example.com'],
        ports: [{ number: 81, name: 'b', protocol: 'HTTP' }],
      }),
    ],
  },
});
