import { manifest, serviceEntry, testRule } from './rule-test.js';

testRule('pointless-retries', {
  invalid: {
    'tries that may take as long as the whole': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [shop.example.com]
          http:
            - route: [{destination: {host: shop.example.com}}]
              timeout: 2s
              retries:
                attempts: 3
                perTryTimeout: 2s`,
        ),
        serviceEntry('shop'),
      ],
      line: 11,
      path: 'spec.http[0].retries.perTryTimeout',
      message: 'one that times out is never retried',
      related: [8, 'the timeout for all tries'],
    },
    'more tries than fit': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [shop.example.com]
          http:
            - route: [{destination: {host: shop.example.com}}]
              timeout: 5s
              retries: {attempts: 3, perTryTimeout: 2s}`,
        ),
        serviceEntry('shop'),
      ],
      line: 9,
      path: 'spec.http[0].retries.perTryTimeout',
      message: 'only 3 of 4 start before the timeout of 5s ends',
      help: '4 times perTryTimeout',
    },
  },
  valid: {
    'tries that fit, and no timeout': [
      manifest(
        'VirtualService',
        `
        hosts: [shop.example.com]
        http:
          - match: [{uri: {prefix: /a}}]
            route: [{destination: {host: shop.example.com}}]
            timeout: 10s
            retries: {attempts: 3, perTryTimeout: 2s}
          - route: [{destination: {host: shop.example.com}}]
            retries: {attempts: 3, perTryTimeout: 2s}`,
      ),
      serviceEntry('shop'),
    ],
  },
});
