import { manifest, serviceEntry, testRule } from './rule-test.js';

testRule('hidden-destination', {
  invalid: {
    'a service that is private to another namespace': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [cart.example.com]
          exportTo: ['.']
          http:
            - route:
                - destination: {host: shop.example.com}`,
        ),
        serviceEntry('cart'),
        serviceEntry('shop', { exportTo: ['.'] }, { namespace: 'b' }),
      ],
      line: 9,
      path: 'spec.http[0].route[0].destination.host',
      message: 'is not exported to the clients of this route (namespace default)',
      help: 'add "default"',
      related: [13, 'hidden here'],
    },
  },
  valid: {
    'a service that some clients of the route see': [
      manifest(
        'VirtualService',
        `
        hosts: [shop.example.com]
        http:
          - route:
              - destination: {host: shop.example.com}`,
      ),
      serviceEntry('shop', { exportTo: ['.'] }, { namespace: 'b' }),
    ],
    'a service that is exported to the namespace of the route': [
      manifest(
        'VirtualService',
        `
        hosts: [shop.example.com]
        exportTo: ['.']
        http:
          - route:
              - destination: {host: shop.example.com}`,
      ),
      serviceEntry('shop', { exportTo: ['default'] }, { namespace: 'b' }),
    ],
  },
});
