import { gateway, manifest, serviceEntry, testRule } from './rule-test.js';

testRule('missing-destination-port', {
  invalid: {
    'a destination on other ports than clients ask for': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [shop.example.com]
          http:
            - route:
                - destination: {host: cart.example.com}`,
        ),
        serviceEntry('shop'),
        serviceEntry('cart', { ports: [{ number: 8080, name: 'http', protocol: 'HTTP' }] }),
      ],
      line: 8,
      path: 'spec.http[0].route[0].destination',
      message: 'clients ask for port 80, which the service "cart.example.com" does not have',
      help: 'add port: {number: 8080}',
      related: [12, 'ports are declared here'],
    },
  },
  valid: {
    'a service of several ports that has the one asked for': [
      manifest(
        'VirtualService',
        `
        hosts: [shop.example.com]
        http:
          - route:
              - destination: {host: shop.example.com}`,
      ),
      serviceEntry('shop', {
        ports: [
          { number: 80, name: 'http', protocol: 'HTTP' },
          { number: 81, name: 'other', protocol: 'HTTP' },
        ],
      }),
    ],
    'a destination with its port, and one behind a gateway': [
      manifest(
        'VirtualService',
        `
        hosts: [shop.example.com]
        http:
          - route:
              - destination: {host: cart.example.com, port: {number: 8080}}`,
      ),
      gateway(),
      manifest(
        'VirtualService',
        `
        hosts: [www.example.com]
        gateways: [public]
        http:
          - route:
              - destination: {host: cart.example.com}`,
        'name: b',
      ),
      serviceEntry('shop'),
      serviceEntry('cart', { ports: [{ number: 8080, name: 'http', protocol: 'HTTP' }] }),
    ],
  },
});
