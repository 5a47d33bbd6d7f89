import { manifest, serviceEntry, testRule } from './rule-test.js';

testRule('unused-delegate', {
  invalid: {
    'routes without hosts that nobody includes': {
      yaml: [
        manifest(
          'VirtualService',
          `
          http:
            - route: [{destination: {host: shop.example.com}}]`,
        ),
        serviceEntry('shop'),
      ],
      line: 3,
      path: 'metadata.name',
      message: 'holds only where another includes it, and none does',
      help: 'delegate: {name: a, namespace: default}',
    },
  },
  valid: {
    'a delegate that is included': [
      manifest(
        'VirtualService',
        `
        http:
          - route: [{destination: {host: shop.example.com}}]`,
      ),
      manifest(
        'VirtualService',
        `
        hosts: [shop.example.com]
        http: [{delegate: {name: a, namespace: default}}]`,
        'name: root, namespace: b',
      ),
      serviceEntry('shop'),
    ],
  },
});
