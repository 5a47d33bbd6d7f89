import { manifest, serviceEntry, testRule, workloadEntry } from './rule-test.js';

const workloads = (namespace = 'default') => [
  workloadEntry('vm-1', { address: '10.0.0.1', labels: { app: 'shop' } }, { namespace }),
  serviceEntry(
    'shop',
    { endpoints: undefined, workloadSelector: { labels: { app: 'shop' } } },
    { namespace },
  ),
];
const policy = (app: string, metadata?: string) =>
  manifest(
    'PeerAuthentication',
    `selector: {matchLabels: {app: ${app}}}\nmtls: {mode: STRICT}`,
    metadata,
  ).replace('networking', 'security');

testRule('unmatched-selector', {
  invalid: {
    'a Sidecar for labels that no workload has': {
      yaml: [
        manifest('Sidecar', "workloadSelector: {labels: {app: shpo}}\negress: [{hosts: ['*/*']}]"),
        ...workloads(),
      ],
      line: 5,
      path: 'spec.workloadSelector.labels',
      message: 'no workload in namespace default has app: shpo',
      help: 'correct the labels',
    },
    'a DestinationRule for clients that do not exist': {
      yaml: [
        manifest(
          'DestinationRule',
          `
          host: shop.example.com
          workloadSelector: {matchLabels: {app: web}}
          trafficPolicy: {connectionPool: {tcp: {maxConnections: 1}}}`,
        ),
        ...workloads(),
      ],
      line: 6,
      path: 'spec.workloadSelector.matchLabels',
      message: 'no workload in namespace default has app: web',
    },
    'a PeerAuthentication in another namespace than the workload': {
      yaml: [
        policy('shop', 'name: a, namespace: web'),
        ...workloads(),
        workloadEntry(
          'web',
          { address: '10.0.0.2' },
          { namespace: 'web', annotations: { 'xdsim.dev/suppress': 'XDS0713' } },
        ),
      ],
      line: 5,
      path: 'spec.selector.matchLabels',
      message: 'no workload in namespace web has app: shop',
      help: 'move one of the two',
      related: [8, 'WorkloadEntry default/vm-1 has the labels'],
    },
    'an AuthorizationPolicy': {
      yaml: [
        manifest('AuthorizationPolicy', 'selector: {matchLabels: {app: cart}}').replace(
          'networking',
          'security',
        ),
        ...workloads(),
      ],
      line: 5,
      path: 'spec.selector.matchLabels',
      message: 'no workload',
    },
  },
  valid: {
    'a selector that matches': [policy('shop'), ...workloads()],
    'labels of a namespace where no workload is written down': [
      policy('web', 'name: a, namespace: web'),
      ...workloads(),
    ],
    'labels of a group and of a pod': [
      policy('shop'),
      policy('web', 'name: b'),
      manifest('WorkloadGroup', 'metadata: {labels: {app: shop}}\ntemplate: {serviceAccount: shop}'),
      'apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: web}}\nspec: {}',
    ],
    'a policy of the root namespace, which selects everywhere': [
      manifest(
        'AuthorizationPolicy',
        'selector: {matchLabels: {app: shop}}',
        'name: a, namespace: istio-system',
      ).replace('networking', 'security'),
      ...workloads(),
    ],
  },
});
