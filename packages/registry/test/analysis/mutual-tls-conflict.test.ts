import { manifest, serviceEntry, testRule, workloadEntry } from './rule-test.js';

const rule = (policy: string) =>
  manifest('DestinationRule', `host: shop.example.com\ntrafficPolicy: ${policy}`);
const peers = (spec: string, metadata = 'name: a') =>
  manifest('PeerAuthentication', spec, metadata).replace('networking', 'security');
const mesh = [
  workloadEntry('vm-1', { address: '10.0.0.1', labels: { app: 'shop' }, ports: { http: 8080 } }),
  workloadEntry('vm-2', { address: '10.0.0.2', labels: { app: 'shop' }, ports: { http: 8080 } }),
  serviceEntry('shop', {
    location: 'MESH_INTERNAL',
    endpoints: undefined,
    workloadSelector: { labels: { app: 'shop' } },
  }),
];
const strict = 'mtls: {mode: STRICT}';

testRule('mutual-tls-conflict', {
  invalid: {
    'plain text to what takes mutual TLS only': {
      yaml: [rule('{tls: {mode: DISABLE}}'), peers(strict), ...mesh],
      line: 6,
      path: 'spec.trafficPolicy.tls',
      message: 'clients send no mutual TLS, and WorkloadEntry default/vm-1 takes mutual TLS only',
      help: 'remove tls here: clients find out by themselves; or change PeerAuthentication default/a',
      related: [11, 'decides what it takes'],
    },
    'mutual TLS to what takes plain text only, by labels': {
      yaml: [
        rule('{tls: {mode: ISTIO_MUTUAL}}'),
        peers('selector: {matchLabels: {app: shop}}\nmtls: {mode: DISABLE}'),
        peers(strict, 'name: b'),
        ...mesh,
      ],
      line: 6,
      path: 'spec.trafficPolicy.tls',
      message: 'clients send mutual TLS, and WorkloadEntry default/vm-1 takes plain text only',
    },
    'one port, by the number that the workload listens on': {
      yaml: [
        rule('{portLevelSettings: [{port: {number: 80}, tls: {mode: DISABLE}}]}'),
        peers('selector: {matchLabels: {app: shop}}\nportLevelMtls: {8080: {mode: STRICT}}'),
        ...mesh,
      ],
      line: 6,
      path: 'spec.trafficPolicy.portLevelSettings[0].tls',
      message: 'takes mutual TLS only',
    },
    'a policy of the whole mesh': {
      yaml: [rule('{tls: {mode: DISABLE}}'), peers(strict, 'name: a, namespace: istio-system'), ...mesh],
      line: 6,
      path: 'spec.trafficPolicy.tls',
      message: 'takes mutual TLS only',
    },
  },
  valid: {
    'both sides alike': [rule('{tls: {mode: ISTIO_MUTUAL}}'), peers(strict), ...mesh],
    'both taken': [rule('{tls: {mode: DISABLE}}'), peers('mtls: {mode: PERMISSIVE}'), ...mesh],
    'a workload that is more lenient than its mesh': [
      rule('{tls: {mode: DISABLE}}'),
      peers(strict, 'name: a, namespace: istio-system'),
      peers('selector: {matchLabels: {app: shop}}\nmtls: {mode: PERMISSIVE}'),
      ...mesh,
    ],
    'another port': [
      rule('{tls: {mode: DISABLE}}'),
      peers('selector: {matchLabels: {app: shop}}\nportLevelMtls: {9090: {mode: STRICT}}'),
      ...mesh,
    ],
    'a service outside the mesh': [rule('{tls: {mode: SIMPLE}}'), peers(strict), serviceEntry('shop')],
  },
});
