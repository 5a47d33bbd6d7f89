import { manifest, serviceEntry, testRule, workloadEntry } from './rule-test.js';

testRule('unknown-workload-port', {
  invalid: {
    'a port name that no service has': {
      yaml: [
        manifest(
          'WorkloadEntry',
          `
          address: 10.0.0.1
          labels: {app: shop}
          ports: {htp: 8080}`,
        ),
        serviceEntry('shop', { endpoints: undefined, workloadSelector: { labels: { app: 'shop' } } }),
      ],
      line: 7,
      path: 'spec.ports.htp',
      message: 'has a port named "htp"',
      help: 'did you mean http?',
      related: [9, 'ports are declared here'],
    },
  },
  valid: {
    'a port that a Service of Kubernetes targets by name': [
      workloadEntry('vm', { address: '10.0.0.1', labels: { app: 'shop' }, ports: { web: 8080 } }),
      manifest('Service', 'ports: [{ port: 80, targetPort: web }]\nselector: { app: shop }', 'name: shop'),
    ],
    'ports of either service that selects it': [
      workloadEntry('vm', {
        address: '10.0.0.1',
        labels: { app: 'shop' },
        ports: { http: 8080, admin: 9000 },
      }),
      serviceEntry('shop', { endpoints: undefined, workloadSelector: { labels: { app: 'shop' } } }),
      serviceEntry('admin', {
        endpoints: undefined,
        ports: [{ number: 90, name: 'admin', protocol: 'HTTP' }],
        workloadSelector: { labels: { app: 'shop' } },
      }),
    ],
  },
});
