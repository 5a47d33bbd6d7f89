import { manifest, serviceEntry, testRule } from './rule-test.js';

testRule('unknown-rule-host', {
  invalid: {
    'a rule for a host that no service has': {
      yaml: [
        manifest(
          'DestinationRule',
          `
        host: shp.example.com
        trafficPolicy: {loadBalancer: {simple: RANDOM}}`,
        ),
        serviceEntry('shop'),
      ],
      line: 5,
      path: 'spec.host',
      message: 'no service has the host "shp.example.com"',
      help: 'did you mean "shop.example.com"?',
    },
    'a wildcard rule without any service': {
      yaml: [
        manifest(
          'DestinationRule',
          `
        host: '*.internal'
        trafficPolicy: {loadBalancer: {simple: RANDOM}}`,
        ),
        serviceEntry('shop'),
      ],
      line: 5,
      path: 'spec.host',
      message: 'no service has a host within "*.internal"',
    },
    'a rule for one name of a wildcard service': {
      yaml: [
        manifest(
          'DestinationRule',
          `
          host: a.example.org
          trafficPolicy: {connectionPool: {tcp: {maxConnections: 1}}}`,
        ),
        serviceEntry('wild', { hosts: ['*.example.org'], resolution: 'NONE', endpoints: undefined }),
      ],
      line: 5,
      path: 'spec.host',
      message: 'is the wildcard "*.example.org"',
    },
  },
  valid: {
    'rules for a service, and for the domain of one': [
      manifest(
        'DestinationRule',
        `
        host: shop.example.com
        trafficPolicy: {loadBalancer: {simple: RANDOM}}`,
      ),
      manifest(
        'DestinationRule',
        `
        host: '*.example.com'
        trafficPolicy: {loadBalancer: {simple: RANDOM}}`,
        'name: b',
      ),
      serviceEntry('shop'),
      serviceEntry('cart'),
    ],
  },
});
