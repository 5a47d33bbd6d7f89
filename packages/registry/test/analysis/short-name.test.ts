import { manifest, serviceEntry, testRule } from './rule-test.js';

testRule('short-name', {
  invalid: {
    'a rule that misses a host without a dot': {
      yaml: [
        manifest(
          'DestinationRule',
          `
        host: shop
        trafficPolicy: {loadBalancer: {simple: RANDOM}}`,
        ),
        serviceEntry('shop', { hosts: ['shop'] }),
      ],
      line: 5,
      path: 'spec.host',
      message: '"shop" stands for "shop.default.svc.cluster.local" here',
      help: '"shop.internal"',
      related: [8, 'declared here'],
    },
    'a destination that does': {
      yaml: [
        manifest(
          'VirtualService',
          `
        hosts: [cart.example.com]
        http:
          - route:
              - destination: {host: shop}`,
        ),
        serviceEntry('shop', { hosts: ['shop'] }),
        serviceEntry('cart'),
      ],
      line: 8,
      path: 'spec.http[0].route[0].destination.host',
      message: 'misses the service "shop"',
    },
    'a host of a virtual service that does': {
      yaml: [
        manifest(
          'VirtualService',
          `
        hosts: [shop]
        http:
          - route:
              - destination: {host: cart.example.com}`,
        ),
        serviceEntry('shop', { hosts: ['shop'] }),
        serviceEntry('cart'),
      ],
      line: 5,
      path: 'spec.hosts[0]',
      message: 'misses the service "shop"',
    },
  },
  valid: {
    'a short name whose completion is a service': [
      manifest(
        'DestinationRule',
        `
        host: shop
        trafficPolicy: {loadBalancer: {simple: RANDOM}}`,
      ),
      serviceEntry('shop', { hosts: ['shop.default.svc.cluster.local'] }),
      serviceEntry('plain', { hosts: ['shop'] }),
    ],
  },
});
