import { manifest, serviceEntry, testRule, workloadEntry } from './rule-test.js';

const sidecar = (metadata: string, labels?: string) =>
  manifest(
    'Sidecar',
    `${labels === undefined ? '' : `workloadSelector: {labels: {${labels}}}\n`}egress: [{hosts: ['*/*']}]`,
    metadata,
  );
const both = [
  workloadEntry('vm-1', { address: '10.0.0.1', labels: { app: 'shop', version: 'v1' } }),
  serviceEntry('shop', { endpoints: undefined, workloadSelector: { labels: { app: 'shop' } } }),
];

testRule('conflicting-sidecars', {
  invalid: {
    'two for the whole namespace': {
      yaml: [sidecar('name: a'), sidecar('name: b')],
      line: 9,
      path: 'metadata.name',
      message:
        'Sidecar default/a holds for all workloads of the namespace that no other selects, as its name comes first',
      help: 'make one Sidecar of both',
      related: [3, 'the one that holds'],
    },
    'one whose labels an older one has too': {
      yaml: [sidecar('name: a', 'app: shop'), sidecar('name: b', 'app: shop, version: v1')],
      line: 12,
      path: 'spec.workloadSelector',
      message: 'Sidecar default/a holds for all workloads that this one selects',
      related: [5, 'the one that holds'],
    },
    'two that select one workload': {
      yaml: [sidecar('name: a', 'app: shop'), sidecar('name: b', 'version: v1'), ...both],
      line: 12,
      path: 'spec.workloadSelector',
      message: 'holds for WorkloadEntry default/vm-1, which both select',
    },
  },
  valid: {
    'one of each namespace, one without selector, and labels that differ': [
      sidecar('name: a'),
      sidecar('name: b', 'app: shop'),
      sidecar('name: c', 'app: cart'),
      sidecar('name: a, namespace: other'),
    ],
    'a narrower one before a wider one': [
      sidecar('name: a', 'app: shop, version: v1'),
      sidecar('name: b', 'app: shop'),
    ],
  },
});
