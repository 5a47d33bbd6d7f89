import { manifest, serviceEntry, testRule, workloadEntry } from './rule-test.js';

testRule('unselected-workload', {
  invalid: {
    'a workload that no service of its namespace selects': {
      yaml: [
        manifest(
          'WorkloadEntry',
          `
          address: 10.0.0.9
          labels: {app: shp}`,
        ),
        serviceEntry('shop', { endpoints: undefined, workloadSelector: { labels: { app: 'shop' } } }),
        workloadEntry('vm', { address: '10.0.0.1', labels: { app: 'shop' } }),
      ],
      line: 3,
      path: 'metadata.name',
      message: 'no service in namespace default selects this workload',
    },
  },
  valid: {
    'a workload that a Service of Kubernetes selects': [
      workloadEntry('vm', { address: '10.0.0.1', labels: { app: 'shop' } }),
      manifest('Service', 'ports: [{ port: 80 }]\nselector: { app: shop }', 'name: shop'),
    ],
    'a workload that one of two services selects': [
      workloadEntry('vm', { address: '10.0.0.1', labels: { app: 'shop', tier: 'web' } }),
      serviceEntry('shop', { endpoints: undefined, workloadSelector: { labels: { app: 'shop' } } }),
    ],
  },
});
