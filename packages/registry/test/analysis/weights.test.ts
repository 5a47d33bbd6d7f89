import { manifest, serviceEntry, testRule } from './rule-test.js';

testRule('weights', {
  invalid: {
    'percentages that are not whole': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [shop.example.com]
          http:
            - route:
                - {destination: {host: shop.example.com}, weight: 80}
                - {destination: {host: cart.example.com}, weight: 10}`,
        ),
        serviceEntry('shop'),
        serviceEntry('cart'),
      ],
      line: 7,
      path: 'spec.http[0].route',
      message: 'the weights add up to 90, not to 100',
      help: '88.9 % to 11.1 %',
    },
    'a share of a single destination': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [db.example.com]
          tcp:
            - route:
                - destination: {host: db.example.com}
                  weight: 20`,
        ),
        serviceEntry('db', {
          addresses: ['10.1.0.1'],
          ports: [{ number: 3306, name: 'tcp', protocol: 'TCP' }],
        }),
      ],
      line: 9,
      path: 'spec.tcp[0].route[0].weight',
      message: 'the only destination of a route gets all traffic',
    },
  },
  valid: {
    'percentages, shares, and thousandths': [
      manifest(
        'VirtualService',
        `
        hosts: [shop.example.com]
        http:
          - match: [{uri: {prefix: /a}}]
            route:
              - {destination: {host: shop.example.com}, weight: 90}
              - {destination: {host: cart.example.com}, weight: 10}
          - match: [{uri: {prefix: /b}}]
            route:
              - {destination: {host: shop.example.com}, weight: 3}
              - {destination: {host: cart.example.com}, weight: 1}
          - match: [{uri: {prefix: /c}}]
            route:
              - {destination: {host: shop.example.com}, weight: 999}
              - {destination: {host: cart.example.com}, weight: 1}
          - route: [{destination: {host: shop.example.com}, weight: 100}]`,
      ),
      serviceEntry('shop'),
      serviceEntry('cart'),
    ],
  },
});
