import { gateway, manifest, serviceEntry, testRule } from './rule-test.js';

testRule('unknown-virtual-service-host', {
  invalid: {
    'HTTP routes of a host that no service has': {
      yaml: [
        manifest(
          'VirtualService',
          `
        hosts: [shp.example.com]
        http:
          - route:
              - destination: {host: shop.example.com}`,
        ),
        serviceEntry('shop'),
      ],
      line: 5,
      path: 'spec.hosts[0]',
      message: 'its HTTP routes hold on port 80 only',
      help: 'did you mean "shop.example.com"?',
    },
    'TCP routes of a host that no service has': {
      yaml: [
        manifest(
          'VirtualService',
          `
        hosts: [db.internal]
        tcp:
          - route:
              - destination: {host: shop.example.com, port: {number: 80}}`,
        ),
        serviceEntry('shop'),
      ],
      line: 5,
      path: 'spec.hosts[0]',
      message: 'its routes are never used',
    },
  },
  valid: {
    'a host beside one that has a service, and one within a wildcard service': [
      manifest(
        'VirtualService',
        `
        hosts: [shop.example.com, shop.alias]
        http:
          - route:
              - destination: {host: shop.example.com}`,
      ),
      manifest(
        'VirtualService',
        `
        hosts: [a.example.org]
        http:
          - route:
              - destination: {host: shop.example.com}`,
        'name: b',
      ),
      serviceEntry('shop'),
      serviceEntry('wild', { hosts: ['*.example.org'], resolution: 'NONE', endpoints: undefined }),
    ],
    'hosts of a gateway, which need no service': [
      gateway(),
      manifest(
        'VirtualService',
        `
        hosts: [www.example.com]
        gateways: [public]
        http:
          - route:
              - destination: {host: shop.example.com}`,
      ),
      serviceEntry('shop'),
    ],
  },
});
