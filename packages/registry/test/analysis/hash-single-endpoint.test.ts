import { manifest, serviceEntry, testRule } from './rule-test.js';

testRule('hash-single-endpoint', {
  invalid: {
    'a service with one address': {
      yaml: [
        manifest(
          'DestinationRule',
          `
          host: shop.example.com
          trafficPolicy:
            loadBalancer:
              consistentHash:
                httpHeaderName: x-user`,
        ),
        serviceEntry('shop'),
      ],
      line: 8,
      path: 'spec.trafficPolicy.loadBalancer.consistentHash',
      message: '"shop.example.com" has one endpoint',
      related: [11, 'endpoints are declared here'],
    },
    'a subset with one': {
      yaml: [
        manifest(
          'DestinationRule',
          `
          host: shop.example.com
          subsets:
            - name: v1
              labels: {version: v1}
              trafficPolicy:
                loadBalancer:
                  consistentHash: {httpHeaderName: x-user}`,
        ),
        serviceEntry('shop', {
          endpoints: [{ address: '10.0.0.1', labels: { version: 'v1' } }, { address: '10.0.0.2' }],
        }),
      ],
      line: 11,
      path: 'spec.subsets[0].trafficPolicy.loadBalancer.consistentHash',
      message: 'the subset "v1" has one endpoint',
    },
    'a name of which one address is used at a time': {
      yaml: [
        manifest(
          'DestinationRule',
          `
          host: shop.example.com
          trafficPolicy:
            loadBalancer:
              consistentHash: {httpHeaderName: x-user}`,
        ),
        serviceEntry('shop', { resolution: 'DNS_ROUND_ROBIN', endpoints: undefined }),
      ],
      line: 8,
      path: 'spec.trafficPolicy.loadBalancer.consistentHash',
      message: 'resolution DNS_ROUND_ROBIN',
      help: 'use resolution DNS',
    },
  },
  valid: {
    'two endpoints, and a name that may have many': [
      manifest(
        'DestinationRule',
        `
        host: '*.example.com'
        trafficPolicy: {loadBalancer: {consistentHash: {httpHeaderName: x-user}}}`,
      ),
      manifest(
        'DestinationRule',
        `
        host: name.example.org
        trafficPolicy: {loadBalancer: {consistentHash: {httpHeaderName: x-user}}}`,
        'name: b',
      ),
      serviceEntry('shop', { endpoints: [{ address: '10.0.0.1' }, { address: '10.0.0.2' }] }),
      serviceEntry('name', { hosts: ['name.example.org'], resolution: 'DNS', endpoints: undefined }),
    ],
  },
});
