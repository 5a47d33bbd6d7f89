import { manifest, serviceEntry, testRule } from './rule-test.js';

testRule('unused-destination-rule', {
  invalid: {
    'a wildcard where another rule has the very host': {
      yaml: [
        manifest(
          'DestinationRule',
          `
          host: '*.example.com'
          trafficPolicy: {loadBalancer: {simple: RANDOM}}`,
        ),
        manifest(
          'DestinationRule',
          `
          host: shop.example.com
          subsets: [{name: v1}]`,
          'name: b',
        ),
        serviceEntry('shop'),
      ],
      line: 5,
      path: 'spec.host',
      message: 'DestinationRule default/b has a host that is more specific',
      help: 'move the settings into that rule',
      related: [12, 'the rule that wins'],
    },
    'a rule for a service that its namespace does not see': {
      yaml: [
        manifest(
          'DestinationRule',
          `
          host: shop.example.com
          trafficPolicy: {loadBalancer: {simple: RANDOM}}`,
        ),
        serviceEntry('shop', { exportTo: ['.'] }, { namespace: 'b' }),
      ],
      line: 5,
      path: 'spec.host',
      message: 'clients in namespace default do not see the service "shop.example.com"',
      help: 'move the rule to namespace b',
    },
    'the older of two that are not exported alike': {
      yaml: [
        manifest(
          'DestinationRule',
          `
          host: shop.example.com
          trafficPolicy: {loadBalancer: {simple: RANDOM}}`,
        ),
        manifest(
          'DestinationRule',
          `
          host: shop.example.com
          exportTo: ['*']
          subsets: [{name: v1}]`,
          'name: b',
        ),
        serviceEntry('shop'),
      ],
      line: 5,
      path: 'spec.host',
      message: 'DestinationRule default/b is for the same host, and wins as the two are not exported alike',
      help: 'make exportTo equal',
    },
    'a rule for other namespaces in one where they do not look': {
      yaml: [
        manifest(
          'DestinationRule',
          `
          host: shop.example.com
          exportTo: [b]
          trafficPolicy: {loadBalancer: {simple: RANDOM}}`,
          'name: a, namespace: third',
        ),
        serviceEntry('shop'),
      ],
      line: 5,
      path: 'spec.host',
      message: 'its exportTo leaves out its own namespace',
      help: 'move the rule to namespace default',
    },
    'a rule of the root namespace where the namespace of the service has one': {
      yaml: [
        manifest(
          'DestinationRule',
          `
          host: shop.example.com
          trafficPolicy: {loadBalancer: {simple: RANDOM}}`,
          'name: a, namespace: istio-system',
        ),
        manifest(
          'DestinationRule',
          `
          host: '*.example.com'
          trafficPolicy: {loadBalancer: {simple: RANDOM}}`,
        ),
        serviceEntry('shop'),
      ],
      line: 5,
      path: 'spec.host',
      message: 'DestinationRule default/a is in the namespace of the service',
      related: [12, 'the rule that wins'],
    },
  },
  valid: {
    'a default of the root namespace, even if every service has a rule of its own': [
      manifest(
        'DestinationRule',
        `
        host: '*.example.com'
        trafficPolicy: {loadBalancer: {simple: RANDOM}}`,
        'name: a, namespace: istio-system',
      ),
      manifest(
        'DestinationRule',
        `
        host: shop.example.com
        trafficPolicy: {loadBalancer: {simple: RANDOM}}`,
      ),
      serviceEntry('shop'),
    ],
    'rules of client, service and root namespace, and one for selected workloads': [
      manifest(
        'DestinationRule',
        `
        host: shop.example.com
        trafficPolicy: {loadBalancer: {simple: RANDOM}}`,
        'name: a, namespace: client',
      ),
      manifest(
        'DestinationRule',
        `
        host: shop.example.com
        workloadSelector: {matchLabels: {app: x}}
        trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN}}`,
      ),
      manifest(
        'DestinationRule',
        `
        host: shop.example.com
        trafficPolicy: {loadBalancer: {simple: RANDOM}}`,
        'name: b',
      ),
      manifest(
        'DestinationRule',
        `
        host: '*.example.com'
        trafficPolicy: {loadBalancer: {simple: RANDOM}}`,
        'name: a, namespace: istio-system',
      ),
      serviceEntry('shop'),
      serviceEntry('cart'),
    ],
  },
});
