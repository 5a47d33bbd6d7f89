import { deployment, manifest, serviceEntry, testRule, workloadEntry } from './rule-test.js';

const pod = JSON.stringify({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', labels: { app: 'shop' } },
  spec: {},
  status: { podIP: '10.0.0.1' },
});

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
      help: 'add a WorkloadEntry or Pod',
    },
    'a Service of Kubernetes without pods': {
      yaml: [manifest('Service', 'ports: [{ port: 80 }]\nselector: { app: shop }', 'name: shop')],
      line: 6,
      path: 'spec.selector',
      message: 'no workload in namespace default has app: shop',
      help: 'add a Pod, or an EndpointSlice,',
    },
    'a Service beside Deployments of other labels, and of other namespaces': {
      yaml: [
        manifest('Service', 'ports: [{ port: 80 }]\nselector: { app: shop }', 'name: shop'),
        deployment({ app: 'stock' }),
        deployment({ app: 'shop' }, 'other'),
      ],
      line: 6,
      path: 'spec.selector',
      message: 'no workload in namespace default has app: shop',
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
    ...Object.fromEntries(
      ['Deployment', 'StatefulSet', 'DaemonSet'].map((kind) => [
        `the labels of what a ${kind} makes`,
        [
          manifest('Service', 'ports: [{ port: 80 }]\nselector: { app: shop }', 'name: shop'),
          deployment({ app: 'shop', version: 'v1' }, 'default', kind),
        ],
      ]),
    ),
    'one that finds a pod': [
      manifest('Service', 'ports: [{ port: 80 }]\nselector: { app: shop }', 'name: shop'),
      serviceEntry('entry', { endpoints: undefined, workloadSelector: { labels: { app: 'shop' } } }),
      pod,
    ],
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
