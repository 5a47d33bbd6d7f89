import { manifest, serviceEntry, testRule } from './rule-test.js';

testRule('missing-weight', {
  invalid: {
    'a destination without weight beside one with': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [shop.example.com]
          http:
            - route:
                - destination: {host: shop.example.com}
                  weight: 90
                - destination: {host: cart.example.com}`,
        ),
        serviceEntry('shop'),
        serviceEntry('cart'),
      ],
      line: 10,
      path: 'spec.http[0].route[1].destination',
      message: 'has no weight, and gets no traffic',
      help: 'write weight: 10',
    },
  },
  valid: {
    'a weight of 0, and a single destination': [
      manifest(
        'VirtualService',
        `
        hosts: [shop.example.com]
        http:
          - match: [{uri: {prefix: /a}}]
            route:
              - {destination: {host: shop.example.com}, weight: 100}
              - {destination: {host: cart.example.com}, weight: 0}
          - route: [{destination: {host: shop.example.com}}]`,
      ),
      serviceEntry('shop'),
      serviceEntry('cart'),
    ],
  },
});
