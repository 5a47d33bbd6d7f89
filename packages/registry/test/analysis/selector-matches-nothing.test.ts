import { manifest, serviceEntry, testRule, workloadEntry } from './rule-test.js';

testRule('selector-matches-nothing', {
  invalid: {
    'a selector without workloads': {
      yaml: [
        manifest(
          'ServiceEntry',
          `
          hosts: [shop.example.com]
          ports: [{number: 80, name: http, protocol: HTTP}]
          resolution: STATIC
          workloadSelector:
            labels: {app: shop}`,
        ),
      ],
      line: 9,
      path: 'spec.workloadSelector.labels',
      message: 'no workload in namespace default has app: shop',
      help: 'add a WorkloadEntry',
    },
    'workloads of another namespace': {
      yaml: [
        manifest(
          'ServiceEntry',
          `
          hosts: [shop.example.com]
          ports: [{number: 80, name: http, protocol: HTTP}]
          resolution: STATIC
          workloadSelector:
            labels: {app: shop}`,
        ),
        serviceEntry(
          'near',
          { endpoints: undefined, workloadSelector: { labels: { app: 'shop' } } },
          { namespace: 'b' },
        ),
        workloadEntry('vm', { address: '10.0.0.1', labels: { app: 'shop' } }, { namespace: 'b' }),
      ],
      line: 9,
      path: 'spec.workloadSelector.labels',
      message: 'no workload in namespace default',
      help: 'workloads of its own namespace only',
      related: [13, 'WorkloadEntry b/vm has the labels'],
    },
  },
  valid: {
    'a selector that finds one by its metadata, and one that has no effect anyway': [
      serviceEntry('shop', { endpoints: undefined, workloadSelector: { labels: { app: 'shop' } } }),
      workloadEntry('vm', { address: '10.0.0.1' }, { labels: { app: 'shop' } }),
      serviceEntry('none', {
        resolution: 'NONE',
        endpoints: undefined,
        workloadSelector: { labels: { app: 'x' } },
      }),
    ],
  },
});
