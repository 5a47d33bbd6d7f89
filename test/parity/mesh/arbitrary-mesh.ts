import fc from 'fast-check';
import { apiVersionsOf } from '@xdsim/api';
import { isValid } from './is-valid.js';
import { istioSpecs } from './istio-objects.js';
import { pod, service } from './kubernetes-objects.js';
import type { Asking, Manifest, Mesh } from './mesh.js';
import { delegatedSpec } from './virtual-service.js';
import { labels, localities, maybe, namespaces, pick, someLabels } from './words.js';

const istioKinds = [
  'ServiceEntry',
  'ServiceEntry',
  'ServiceEntry',
  'WorkloadEntry',
  'WorkloadEntry',
  'DestinationRule',
  'DestinationRule',
  'VirtualService',
  'VirtualService',
  'Sidecar',
] as const;

const metadata = fc.record({
  name: pick('one', 'two', 'three', 'four', 'five', 'six'),
  namespace: pick(...namespaces),
  labels: maybe(labels),
});

const named = (kind: keyof typeof istioSpecs, head: object, spec: unknown): Manifest =>
  ({ apiVersion: apiVersionsOf(kind)[0]!, kind, metadata: head, spec }) as Manifest;

const istio: fc.Arbitrary<readonly Manifest[]> = pick(...istioKinds).chain((kind) =>
  fc
    .tuple(
      metadata,
      fc.array(istioSpecs[kind] as fc.Arbitrary<unknown>, { minLength: 3, maxLength: 3 }),
      fc.nat(9),
    )
    .map(([head, specs, draw]) => {
      const all = specs.map((spec) => named(kind, head, spec));
      // Some are as they come, so that the verdicts are compared too.
      return [(draw > 0 && all.find(isValid)) || all[0]!];
    }),
);

const part: fc.Arbitrary<readonly Manifest[]> = fc
  .tuple(pick('part-1', 'part-2'), pick(...namespaces), delegatedSpec)
  .map(([name, namespace, spec]) => [named('VirtualService', { name, namespace }, spec)]);

const settings = fc.record(
  {
    outboundTrafficPolicy: pick({ mode: 'REGISTRY_ONLY' }, { mode: 'ALLOW_ANY' }),
    defaultServiceExportTo: pick(['.'], ['*'], ['shop']),
    defaultVirtualServiceExportTo: pick(['.'], ['*']),
    defaultDestinationRuleExportTo: pick(['.'], ['*']),
    h2UpgradePolicy: pick('UPGRADE', 'DO_NOT_UPGRADE'),
    connectTimeout: pick('3s'),
    dnsRefreshRate: pick('7s'),
    protocolDetectionTimeout: pick('1s', '0s'),
    proxyHttpPort: pick(15007),
    defaultHttpRetryPolicy: pick({ attempts: 0 }, { attempts: 4, retryOn: '503', perTryTimeout: '2s' }),
    tcpKeepalive: pick({ probes: 3, time: '10s' }),
    localityLbSetting: pick<object>(
      { enabled: false },
      { failover: [{ from: 'r1', to: 'r2' }] },
      { distribute: [{ from: 'r1/*', to: { 'r1/*': 70, 'r2/*': 30 } }] },
      { failoverPriority: ['app'] },
    ),
    defaultTrafficPolicy: pick<object>(
      { outlierDetection: { consecutive5xxErrors: 3 } },
      { connectionPool: { http: { http1MaxPendingRequests: 9 } } },
    ),
    pathNormalization: pick({ normalization: 'MERGE_SLASHES' }, { normalization: 'NONE' }),
  },
  { requiredKeys: [] },
);

/** Most meshes keep Istio's defaults; the others change one or two. */
const fewSettings = fc.tuple(fc.nat(2), settings, fc.nat()).map(([draw, all, which]) => {
  const entries = Object.entries(all);
  return draw > 0 || entries.length === 0
    ? {}
    : Object.fromEntries([0, 5].map((step) => entries[(which + step) % entries.length]!));
});

const asking: fc.Arbitrary<Asking> = fc
  .record({
    namespace: pick('shop', 'bank', 'default'),
    labels: maybe(someLabels),
    locality: maybe(pick(...localities)),
  })
  .map(({ namespace, labels: own, locality }) => ({
    namespace,
    ...(own && { labels: own }),
    ...(locality && { locality }),
  }));

/** With `times`, each object says when it was made, and many were made at once; without, none does. */
export function arbitraryMesh(times: boolean): fc.Arbitrary<Mesh> {
  const born = pick(
    '2026-01-01T00:00:00Z',
    '2026-01-01T00:00:00Z',
    '2026-02-01T00:00:00Z',
    '2026-03-01T00:00:00Z',
  );
  const manifests = fc.array(
    fc.tuple(
      fc.oneof(
        { weight: 12, arbitrary: istio },
        { weight: 3, arbitrary: service },
        { weight: 1, arbitrary: pod },
        { weight: 1, arbitrary: part },
      ),
      born,
    ),
    { minLength: 2, maxLength: 14 },
  );
  return fc
    .record({ manifests, settings: fewSettings, proxies: fc.array(asking, { minLength: 2, maxLength: 2 }) })
    .map(({ manifests: made, ...rest }) => {
      const all = made.flatMap(([group, creationTimestamp]) =>
        group.map((manifest) =>
          times ? { ...manifest, metadata: { ...manifest.metadata, creationTimestamp } } : manifest,
        ),
      );
      const byKey = new Map(all.map((m) => [`${m.kind} ${m.metadata.namespace} ${m.metadata.name}`, m]));
      // As it is written: without the fields that are undefined.
      return JSON.parse(JSON.stringify({ ...rest, manifests: [...byKey.values()] })) as Mesh;
    });
}
