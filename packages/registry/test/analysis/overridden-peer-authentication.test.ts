import { manifest, testRule } from './rule-test.js';

const policy = (name: string, labels?: string) =>
  manifest(
    'PeerAuthentication',
    `${labels === undefined ? '' : `selector: {matchLabels: {${labels}}}\n`}mtls: {mode: STRICT}`,
    name,
  ).replace('networking', 'security');

testRule('overridden-peer-authentication', {
  invalid: {
    'a second one for the namespace': {
      yaml: [policy('name: a'), policy('name: b')],
      line: 9,
      path: 'metadata.name',
      message:
        'PeerAuthentication default/a holds for all workloads of namespace default, as its name comes first',
      help: 'make one policy of both',
      related: [3, 'the one that holds'],
    },
    'one whose labels an older one has too': {
      yaml: [policy('name: a', 'app: shop'), policy('name: b', 'app: shop, version: v1')],
      line: 12,
      path: 'spec.selector.matchLabels',
      message: 'PeerAuthentication default/a holds for all workloads that this one selects',
      related: [5, 'the one that holds'],
    },
  },
  valid: {
    'one for the mesh, one for the namespace and some for workloads': [
      policy('name: a, namespace: istio-system'),
      policy('name: a'),
      policy('name: b', 'app: shop, version: v1'),
      policy('name: c', 'app: shop'),
      policy('name: d', 'app: cart'),
    ],
  },
});
