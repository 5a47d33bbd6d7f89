import { manifest, serviceEntry, testRule } from './rule-test.js';

testRule('hidden-subset', {
  invalid: {
    'a route that clients follow who do not see the rule': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [shop.example.com]
          http:
            - route:
                - destination: {host: shop.example.com, subset: v1}`,
        ),
        manifest(
          'DestinationRule',
          `
          host: shop.example.com
          exportTo: ['.']
          subsets: [{name: v1}]`,
        ),
        serviceEntry('shop'),
      ],
      line: 8,
      path: 'spec.http[0].route[0].destination.subset',
      message: 'clients in other namespaces follow this route',
      help: 'export the DestinationRule to these clients',
      related: [16, 'declared here'],
    },
    'a rule beside the route, in another namespace than the service': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [shop.example.com]
          http:
            - route:
                - destination: {host: shop.example.com, subset: v1}`,
          'name: a, namespace: client',
        ),
        manifest(
          'DestinationRule',
          `
          host: shop.example.com
          subsets: [{name: v1}]`,
          'name: a, namespace: client',
        ),
        serviceEntry('shop'),
      ],
      line: 8,
      path: 'spec.http[0].route[0].destination.subset',
      message: 'clients in default and other namespaces follow this route',
      help: 'move the DestinationRule to namespace default',
    },
  },
  valid: {
    'a private route to a private subset': [
      manifest(
        'VirtualService',
        `
        hosts: [shop.example.com]
        exportTo: ['.']
        http:
          - route:
              - destination: {host: shop.example.com, subset: v1}`,
        'name: a, namespace: client',
      ),
      manifest(
        'DestinationRule',
        `
        host: shop.example.com
        subsets: [{name: v1}]`,
        'name: a, namespace: client',
      ),
      serviceEntry('shop'),
    ],
    'a rule of the root namespace, for all': [
      manifest(
        'VirtualService',
        `
        hosts: [shop.example.com]
        http:
          - route:
              - destination: {host: shop.example.com, subset: v1}`,
        'name: a, namespace: client',
      ),
      manifest(
        'DestinationRule',
        `
        host: shop.example.com
        subsets: [{name: v1}]`,
        'name: a, namespace: istio-system',
      ),
      serviceEntry('shop'),
    ],
  },
});
