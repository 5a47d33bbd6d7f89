import { manifest, serviceEntry, testRule } from './rule-test.js';

testRule('conflicting-destination-rules', {
  invalid: {
    'a second traffic policy': {
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
          trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN}}`,
          'name: b',
        ),
        serviceEntry('shop'),
      ],
      line: 13,
      path: 'spec.trafficPolicy',
      message:
        'the traffic policy is not used: DestinationRule default/a is for the same host, and its name comes first',
      help: 'make one rule',
      related: [6, 'that is used'],
    },
    'a second subset of one name': {
      yaml: [
        manifest(
          'DestinationRule',
          `
          host: shop.example.com
          subsets: [{name: v1}]`,
        ),
        manifest(
          'DestinationRule',
          `
          host: shop.example.com
          subsets:
            - name: v2
            - name: v1
              trafficPolicy: {loadBalancer: {simple: RANDOM}}`,
          'name: b',
        ),
        serviceEntry('shop'),
      ],
      line: 15,
      path: 'spec.subsets[1].name',
      message: 'DestinationRule default/a declares one of that name',
    },
  },
  valid: {
    'subsets in one rule and the policy in another': [
      manifest(
        'DestinationRule',
        `
        host: shop.example.com
        subsets: [{name: v1}]`,
      ),
      manifest(
        'DestinationRule',
        `
        host: shop.example.com
        subsets: [{name: v1}, {name: v2}]
        trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN}}`,
        'name: b',
      ),
      serviceEntry('shop'),
    ],
    'a rule for selected workloads beside one for the rest': [
      manifest(
        'DestinationRule',
        `
        host: shop.example.com
        workloadSelector: {matchLabels: {app: x}}
        trafficPolicy: {loadBalancer: {simple: RANDOM}}`,
      ),
      manifest(
        'DestinationRule',
        `
        host: shop.example.com
        trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN}}`,
        'name: b',
      ),
      serviceEntry('shop'),
    ],
  },
});
