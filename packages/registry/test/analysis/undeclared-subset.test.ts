import { gateway, manifest, serviceEntry, testRule } from './rule-test.js';

testRule('undeclared-subset', {
  invalid: {
    'a misspelt subset, with those that are declared': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [shop.example.com]
          http:
            - route:
                - destination:
                    host: shop.example.com
                    subset: v11`,
        ),
        manifest(
          'DestinationRule',
          `
          host: shop.example.com
          subsets: [{name: v1}]`,
        ),
        serviceEntry('shop'),
      ],
      line: 10,
      path: 'spec.http[0].route[0].destination.subset',
      message: 'declares the subset "v11"',
      help: 'did you mean "v1"?',
      related: [17, 'subsets are declared here'],
    },
    'a subset where there is no rule': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [shop.example.com]
          http:
            - route:
                - destination: {host: shop.example.com, subset: v1}`,
        ),
        serviceEntry('shop'),
      ],
      line: 8,
      path: 'spec.http[0].route[0].destination.subset',
      message: 'no DestinationRule that holds for "shop.example.com"',
      help: 'add a DestinationRule',
    },
    'a subset of a rule in a namespace that no client looks into': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [shop.example.com]
          exportTo: ['.']
          http:
            - route:
                - destination: {host: shop.example.com, subset: v1}`,
        ),
        serviceEntry('shop'),
        manifest(
          'DestinationRule',
          `
          host: shop.example.com
          subsets: [{name: v1}]`,
          'name: a, namespace: third',
        ),
      ],
      line: 9,
      path: 'spec.http[0].route[0].destination.subset',
      message: 'declares the subset "v1"',
      help: 'declare the subset in namespace default',
      related: [18, 'holds for no client here'],
    },
  },
  valid: {
    'a subset of the service namespace, of a merged rule, and of a wildcard rule': [
      manifest(
        'VirtualService',
        `
        hosts: [shop.example.com]
        http:
          - match: [{uri: {prefix: /a}}]
            route: [{destination: {host: shop.example.com, subset: a}}]
          - route: [{destination: {host: shop.example.com, subset: b}}]`,
        'name: a, namespace: client',
      ),
      manifest(
        'VirtualService',
        `
        hosts: [cart.example.org]
        http:
          - route: [{destination: {host: cart.example.org, subset: all}}]`,
        'name: b, namespace: client',
      ),
      manifest(
        'DestinationRule',
        `
        host: shop.example.com
        subsets: [{name: a}]`,
      ),
      manifest(
        'DestinationRule',
        `
        host: shop.example.com
        subsets: [{name: b}]`,
        'name: b',
      ),
      manifest(
        'DestinationRule',
        `
        host: '*.example.org'
        subsets: [{name: all}]`,
        'name: c',
      ),
      serviceEntry('shop'),
      serviceEntry('cart', { hosts: ['cart.example.org'] }),
    ],
    'a subset that a gateway route names, and one of a delegate': [
      gateway('infra'),
      manifest(
        'VirtualService',
        `
        hosts: [shop.example.com]
        gateways: [infra/public]
        http:
          - match: [{uri: {prefix: /a}}]
            delegate: {name: part}
          - route: [{destination: {host: shop.example.com, subset: v1}}]`,
      ),
      manifest(
        'VirtualService',
        `
        http:
          - route: [{destination: {host: shop.example.com, subset: v1}}]`,
        'name: part',
      ),
      manifest(
        'DestinationRule',
        `
        host: shop.example.com
        subsets: [{name: v1}]`,
        'name: a, namespace: infra',
      ),
      serviceEntry('shop'),
    ],
  },
});
