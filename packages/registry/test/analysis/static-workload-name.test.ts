import { manifest, serviceEntry, testRule, workloadEntry } from './rule-test.js';

testRule('static-workload-name', {
  invalid: {
    'a workload whose address is a name': {
      yaml: [
        manifest(
          'WorkloadEntry',
          `
          address: vm.example.com
          labels: {app: shop}`,
        ),
        serviceEntry('shop', { endpoints: undefined, workloadSelector: { labels: { app: 'shop' } } }),
      ],
      line: 5,
      path: 'spec.address',
      message:
        'ServiceEntry default/shop selects this workload, but is STATIC and leaves "vm.example.com" out',
      help: 'resolution DNS',
      related: [8, 'resolution'],
    },
  },
  valid: {
    'a name that a headless Service of Kubernetes does not select': [
      workloadEntry('vm', { address: 'vm.example.com', labels: { app: 'shop' } }),
      serviceEntry('dns', {
        resolution: 'DNS',
        endpoints: undefined,
        workloadSelector: { labels: { app: 'shop' } },
      }),
      manifest('Service', 'clusterIP: None\nports: [{ port: 80 }]', 'name: peers'),
    ],
    'a name that a DNS service selects': [
      workloadEntry('vm', { address: 'vm.example.com', labels: { app: 'shop' } }),
      serviceEntry('shop', {
        resolution: 'DNS',
        endpoints: undefined,
        workloadSelector: { labels: { app: 'shop' } },
      }),
    ],
  },
});
