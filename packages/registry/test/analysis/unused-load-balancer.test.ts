import { manifest, serviceEntry, testRule } from './rule-test.js';

testRule('unused-load-balancer', {
  invalid: {
    'a policy for a service that clients resolve': {
      yaml: [
        manifest(
          'DestinationRule',
          `
          host: shop.example.com
          trafficPolicy:
            loadBalancer:
              simple: ROUND_ROBIN`,
        ),
        serviceEntry('shop', { resolution: 'NONE', endpoints: undefined }),
      ],
      line: 8,
      path: 'spec.trafficPolicy.loadBalancer.simple',
      message: '"shop.example.com" has resolution NONE',
      help: 'use resolution STATIC or DNS',
    },
  },
  valid: {
    'pass-through, and other settings': [
      manifest(
        'DestinationRule',
        `
        host: shop.example.com
        trafficPolicy: {loadBalancer: {simple: PASSTHROUGH}, connectionPool: {tcp: {maxConnections: 1}}}`,
      ),
      serviceEntry('shop', { resolution: 'NONE', endpoints: undefined }),
    ],
  },
});
