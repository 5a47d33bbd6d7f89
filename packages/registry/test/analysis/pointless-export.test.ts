import { manifest, serviceEntry, testRule } from './rule-test.js';

testRule('pointless-export', {
  invalid: {
    'a rule of a third namespace, exported to all': {
      yaml: [
        manifest(
          'DestinationRule',
          `
          host: shop.example.com
          exportTo:
            - '*'
          trafficPolicy: {loadBalancer: {simple: RANDOM}}`,
          'name: a, namespace: third',
        ),
        serviceEntry('shop'),
      ],
      line: 7,
      path: 'spec.exportTo[0]',
      message: 'look for rules in namespace default, where the service is',
      help: 'move the rule to namespace default',
      related: [10, 'declared here'],
    },
  },
  valid: {
    'exports of the service namespace and the root namespace, and a rule that says nothing': [
      manifest(
        'DestinationRule',
        `
        host: shop.example.com
        exportTo: ['*']
        trafficPolicy: {loadBalancer: {simple: RANDOM}}`,
      ),
      manifest(
        'DestinationRule',
        `
        host: '*.example.com'
        exportTo: ['*']
        trafficPolicy: {loadBalancer: {simple: RANDOM}}`,
        'name: a, namespace: istio-system',
      ),
      manifest(
        'DestinationRule',
        `
        host: shop.example.com
        trafficPolicy: {loadBalancer: {simple: RANDOM}}`,
        'name: a, namespace: third',
      ),
      serviceEntry('shop'),
      serviceEntry('cart', {}, { namespace: 'b' }),
    ],
  },
});
