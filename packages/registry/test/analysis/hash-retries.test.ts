import { manifest, serviceEntry, testRule } from './rule-test.js';

testRule('hash-retries', {
  invalid: {
    'retries that leave out the host tried before': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [shop.example.com]
          http:
            - route: [{destination: {host: shop.example.com}}]
              retries:
                attempts: 2
                retryIgnorePreviousHosts: true`,
        ),
        manifest(
          'DestinationRule',
          `
          host: shop.example.com
          trafficPolicy: {loadBalancer: {consistentHash: {httpCookie: {name: a, ttl: 0s}}}}`,
        ),
        serviceEntry('shop', { endpoints: [{ address: '10.0.0.1' }, { address: '10.0.0.2' }] }),
      ],
      line: 10,
      path: 'spec.http[0].retries.retryIgnorePreviousHosts',
      message: 'another endpoint of "shop.example.com"',
      help: 'remove retryIgnorePreviousHosts',
      related: [17, 'the hash is asked for here'],
    },
    'retries of a weighted route, which do so by themselves': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [shop.example.com]
          http:
            - route:
                - {destination: {host: shop.example.com}, weight: 50}
                - {destination: {host: cart.example.com}, weight: 50}
              retries: {attempts: 2}`,
        ),
        manifest(
          'DestinationRule',
          `
          host: shop.example.com
          trafficPolicy: {loadBalancer: {consistentHash: {httpCookie: {name: a, ttl: 0s}}}}`,
        ),
        serviceEntry('shop', { endpoints: [{ address: '10.0.0.1' }, { address: '10.0.0.2' }] }),
        serviceEntry('cart'),
      ],
      line: 10,
      path: 'spec.http[0].retries',
      message: 'another endpoint',
      help: 'retryIgnorePreviousHosts: false',
    },
  },
  valid: {
    'retries of a hashed destination, and none at all': [
      manifest(
        'VirtualService',
        `
        hosts: [shop.example.com]
        http:
          - match: [{uri: {prefix: /a}}]
            route: [{destination: {host: shop.example.com}}]
            retries: {attempts: 2}
          - route: [{destination: {host: shop.example.com}}]
            retries: {attempts: 0, retryIgnorePreviousHosts: true}`,
      ),
      manifest(
        'DestinationRule',
        `
        host: shop.example.com
        trafficPolicy: {loadBalancer: {consistentHash: {httpCookie: {name: a, ttl: 0s}}}}`,
      ),
      serviceEntry('shop', { endpoints: [{ address: '10.0.0.1' }, { address: '10.0.0.2' }] }),
    ],
    'a subset that is balanced otherwise': [
      manifest(
        'VirtualService',
        `
        hosts: [shop.example.com]
        http:
          - route: [{destination: {host: shop.example.com, subset: any}}]
            retries: {attempts: 2, retryIgnorePreviousHosts: true}`,
      ),
      manifest(
        'DestinationRule',
        `
        host: shop.example.com
        trafficPolicy: {loadBalancer: {consistentHash: {httpCookie: {name: a, ttl: 0s}}}}
        subsets: [{name: any, trafficPolicy: {loadBalancer: {simple: RANDOM}}}]`,
      ),
      serviceEntry('shop', { endpoints: [{ address: '10.0.0.1' }, { address: '10.0.0.2' }] }),
    ],
  },
});
