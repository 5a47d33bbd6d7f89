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
    'a port that what an alias stands for lacks': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [pay]
          tcp:
            - route:
                - destination: {host: pay, port: {number: 81}}`,
        ),
        manifest('Service', '{type: ExternalName, externalName: shop.example.com}', 'name: pay'),
        serviceEntry('shop'),
      ],
      line: 8,
      path: 'spec.tcp[0].route[0].destination.port.number',
      message: '"pay.default.svc.cluster.local" is another name of "shop.example.com", which has no port 81',
      help: 'its ports are 80',
      related: [16, 'ports are declared here'],
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
    'a port of what an alias without ports stands for': [
      manifest(
        'VirtualService',
        `
        hosts: [pay]
        tcp:
          - route:
              - destination: {host: pay, port: {number: 80}}`,
      ),
      manifest('Service', '{type: ExternalName, externalName: shop.example.com}', 'name: pay'),
      serviceEntry('shop'),
    ],
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
