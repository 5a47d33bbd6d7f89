import { manifest, serviceEntry, testRule } from './rule-test.js';

testRule('unknown-delegate', {
  invalid: {
    'a delegate that does not exist': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [shop.example.com]
          http:
            - match: [{uri: {prefix: /a}}]
              delegate: {name: parts}
            - delegate: {name: part}`,
        ),
        manifest(
          'VirtualService',
          `
          http:
            - route: [{destination: {host: shop.example.com}}]`,
          'name: part',
        ),
        serviceEntry('shop'),
      ],
      line: 8,
      path: 'spec.http[0].delegate.name',
      message: 'there is no VirtualService default/parts',
      help: 'did you mean VirtualService default/part?',
      related: [13, 'similar'],
    },
    'one that has hosts': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [shop.example.com]
          http:
            - delegate: {name: cart}`,
        ),
        manifest(
          'VirtualService',
          `
          hosts: [cart.example.com]
          http:
            - route: [{destination: {host: cart.example.com}}]`,
          'name: cart',
        ),
        serviceEntry('shop'),
        serviceEntry('cart'),
      ],
      line: 7,
      path: 'spec.http[0].delegate.name',
      message: 'VirtualService default/cart has hosts',
    },
    'one that is private elsewhere': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [shop.example.com]
          http:
            - delegate: {name: part, namespace: b}`,
        ),
        manifest(
          'VirtualService',
          `
          exportTo: ['.']
          http:
            - route: [{destination: {host: shop.example.com}}]`,
          'name: part, namespace: b',
        ),
        serviceEntry('shop'),
      ],
      line: 7,
      path: 'spec.http[0].delegate.name',
      message: 'VirtualService b/part is not exported to namespace default',
      help: 'add "default"',
    },
  },
  valid: {
    'delegates of the own namespace and of another': [
      manifest(
        'VirtualService',
        `
        hosts: [shop.example.com]
        http:
          - match: [{uri: {prefix: /a}}]
            delegate: {name: part}
          - delegate: {name: part, namespace: b}`,
      ),
      manifest(
        'VirtualService',
        `
        http:
          - route: [{destination: {host: shop.example.com}}]`,
        'name: part',
      ),
      manifest(
        'VirtualService',
        `
        exportTo: [default]
        http:
          - route: [{destination: {host: shop.example.com}}]`,
        'name: part, namespace: b',
      ),
      serviceEntry('shop'),
    ],
  },
});
