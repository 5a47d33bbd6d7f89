import { deployment, manifest, serviceEntry, testRule, workloadEntry } from './rule-test.js';

testRule('empty-subset', {
  invalid: {
    'labels that no endpoint has, with those that endpoints have': {
      yaml: [
        manifest(
          'DestinationRule',
          `
          host: shop.example.com
          subsets:
            - name: v2
              labels: {version: v2}`,
        ),
        serviceEntry('shop', { endpoints: [{ address: '10.0.0.1', labels: { version: 'v1' } }] }),
      ],
      line: 8,
      path: 'spec.subsets[0].labels',
      message: 'the subset "v2" selects no endpoint',
      help: 'version: v1',
      related: [10, 'endpoints are declared here'],
    },
    'labels that no selected workload has': {
      yaml: [
        manifest(
          'DestinationRule',
          `
          host: shop.example.com
          subsets:
            - name: v2
              labels: {version: v2}`,
        ),
        serviceEntry('shop', { endpoints: undefined, workloadSelector: { labels: { app: 'shop' } } }),
        workloadEntry('vm', { address: '10.0.0.1', labels: { app: 'shop' } }),
      ],
      line: 8,
      path: 'spec.subsets[0].labels',
      message: 'the subset "v2" selects no endpoint',
      help: 'give endpoints the label version: v2',
    },
  },
  valid: {
    'labels of what a Deployment in the same files makes': [
      manifest(
        'DestinationRule',
        `
        host: shop.example.com
        subsets:
          - name: v2
            labels: {version: v2}`,
      ),
      serviceEntry('shop', { endpoints: undefined, workloadSelector: { labels: { app: 'shop' } } }),
      workloadEntry('vm', { address: '10.0.0.1', labels: { app: 'shop' } }),
      deployment({ app: 'shop', version: 'v2' }),
    ],
    'labels that an endpoint has, of its own or from its locality': [
      manifest(
        'DestinationRule',
        `
        host: shop.example.com
        subsets:
          - {name: v1, labels: {version: v1}}
          - {name: all}
          - {name: west, labels: {topology.kubernetes.io/region: west}}
          - {name: here, labels: {topology.istio.io/cluster: here}}`,
      ),
      serviceEntry('shop', {
        endpoints: [{ address: '10.0.0.1', locality: 'west/a', labels: { version: 'v1' } }],
      }),
    ],
    'subsets of a service that is resolved by its clients': [
      manifest(
        'DestinationRule',
        `
        host: shop.example.com
        subsets: [{name: v1, labels: {version: v1}}]`,
      ),
      serviceEntry('shop', { resolution: 'NONE', endpoints: undefined }),
    ],
  },
});
