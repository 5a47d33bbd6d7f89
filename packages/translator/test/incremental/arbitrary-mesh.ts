import fc from 'fast-check';

/** One object, as a document of YAML. */
export type Document = string;

const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const some = <T>(...values: readonly T[]) => fc.subarray([...values], { minLength: 1, maxLength: 2 });

const namespaces = ['shop', 'bank', 'istio-system'] as const;
const hosts = ['a.com', 'b.com', 'x.b.com', '*.b.com', 'c.shop.svc.cluster.local'] as const;
const addresses = ['10.0.0.1', '10.0.0.2', '10.1.0.0/16'] as const;

const labels = fc.dictionary(pick('app', 'version'), pick('v1', 'v2'), { maxKeys: 2 });
const exportTo = maybe(pick(['*'], ['.'], ['shop'], ['shop', 'bank']));
const born = pick(undefined, undefined, undefined, '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z');

const ports = fc.uniqueArray(
  fc.record({
    number: pick(80, 443, 9000),
    name: pick('http', 'tcp', 'tls', 'grpc'),
    protocol: pick('HTTP', 'TCP', 'TLS', 'GRPC', 'MONGO', 'UDP', ''),
    targetPort: maybe(pick(8080)),
  }),
  { minLength: 1, maxLength: 3, selector: ({ number }) => number },
);

const locality = maybe(pick('r1/z1', 'r1/z2', 'r2/z1'));

const serviceEntry = fc.record({
  hosts: fc.subarray([...hosts], { minLength: 1, maxLength: 2 }),
  addresses: maybe(some(...addresses)),
  ports: ports.map((all) => all.map((port, i) => ({ ...port, name: `${port.name}-${i}` }))),
  resolution: pick('STATIC', 'STATIC', 'DNS', 'NONE', 'DNS_ROUND_ROBIN'),
  location: pick('MESH_INTERNAL', 'MESH_EXTERNAL'),
  exportTo: fc.oneof(exportTo, pick(['~'])),
  subjectAltNames: maybe(some('spiffe://x', 'spiffe://y')),
});

const endpoint = fc.record({
  address: pick('10.9.0.1', '10.9.0.2', '10.9.0.3'),
  labels,
  locality,
  weight: maybe(pick(3)),
});

/** Endpoints of its own, or workloads to select, or neither. */
const behind = fc.oneof(
  fc.array(endpoint, { minLength: 1, maxLength: 3 }).map((endpoints) => ({ endpoints })),
  labels.map((own) => ({ workloadSelector: { labels: own } })),
  pick({}),
);

const serviceEntryWithWorkloads = fc
  .tuple(serviceEntry, behind)
  .map(([spec, own]) => ({ ...spec, ...(spec.resolution === 'NONE' && 'endpoints' in own ? {} : own) }));

const workloadEntry = fc.record({
  address: pick('10.8.0.1', '10.8.0.2', '10.8.0.3'),
  labels,
  locality,
  weight: maybe(pick(2, 5)),
});

const trafficPolicy = fc.record({
  connectionPool: maybe(
    fc.record({ tcp: fc.record({ maxConnections: pick(1, 2), idleTimeout: maybe(pick('5s')) }) }),
  ),
  loadBalancer: maybe(
    pick(
      { simple: 'RANDOM' },
      { simple: 'PASSTHROUGH' },
      { consistentHash: { httpCookie: { name: 'user', ttl: '0s' } } },
      { consistentHash: { useSourceIp: true } },
      { localityLbSetting: { enabled: true } },
    ),
  ),
  outlierDetection: maybe(pick({ consecutive5xxErrors: 3 }, { interval: '3s' })),
  tls: maybe(pick({ mode: 'SIMPLE' }, { mode: 'ISTIO_MUTUAL' }, { mode: 'DISABLE' })),
  portLevelSettings: maybe(
    pick(
      [{ port: { number: 80 }, loadBalancer: { consistentHash: { httpHeaderName: 'x-user' } } }],
      [{ port: { number: 443 }, connectionPool: { tcp: { maxConnections: 7 } } }],
    ),
  ),
});

const destinationRule = fc.record({
  host: pick(...hosts, '*.com', 'c'),
  trafficPolicy: maybe(trafficPolicy),
  subsets: maybe(
    fc.uniqueArray(fc.record({ name: pick('v1', 'v2'), labels, trafficPolicy: maybe(trafficPolicy) }), {
      minLength: 1,
      maxLength: 2,
      selector: ({ name }) => name,
    }),
  ),
  visibility: fc.oneof(
    exportTo.map((to) => ({ exportTo: to })),
    labels.map((matchLabels) => ({ workloadSelector: { matchLabels } })),
  ),
});

const destination = fc.record({
  host: pick('a.com', 'b.com', 'x.b.com', 'c'),
  subset: maybe(pick('v1', 'v2')),
  port: maybe(fc.record({ number: pick(80, 9000) })),
});

const virtualService = fc.record({
  hosts: fc.subarray([...hosts, 'nobody.com', 'c'], { minLength: 1, maxLength: 2 }),
  exportTo,
  gateways: maybe(some('mesh', 'other')),
  http: fc.oneof(
    fc.array(
      fc.record({
        name: maybe(pick('one', 'two')),
        match: maybe(pick([{ uri: { prefix: '/x' } }], [{ port: 80 }], [{ sourceLabels: { app: 'v1' } }])),
        route: fc
          .array(destination, { minLength: 1, maxLength: 2 })
          .map((all) =>
            all.length === 1
              ? [{ destination: all[0] }]
              : all.map((d, i) => ({ destination: d, weight: i ? 30 : 70 })),
          ),
        timeout: maybe(pick('1s')),
        retries: maybe(pick({ attempts: 0 }, { attempts: 4 })),
      }),
      { minLength: 1, maxLength: 2 },
    ),
  ),
  tcp: maybe(
    fc.array(
      fc.record({
        match: maybe(pick([{ port: 9000 }])),
        route: destination.map((d) => [{ destination: d }]),
      }),
      { minLength: 1, maxLength: 1 },
    ),
  ),
  tls: maybe(
    fc.array(
      fc.record({
        match: pick([{ port: 443, sniHosts: ['*.b.com'] }], [{ sniHosts: ['x.b.com'] }]),
        route: destination.map((d) => [{ destination: d }]),
      }),
      { minLength: 1, maxLength: 1 },
    ),
  ),
});

const sidecar = fc.record({
  workloadSelector: maybe(
    fc.record({ labels: fc.dictionary(pick('app'), pick('v1', 'v2'), { minKeys: 1 }) }),
  ),
  outboundTrafficPolicy: maybe(pick({ mode: 'REGISTRY_ONLY' })),
  egress: maybe(
    fc.uniqueArray(
      fc.record({
        hosts: fc.subarray(['*/*', './*', 'shop/*', 'bank/a.com', '*/b.com', '~/*'], {
          minLength: 1,
          maxLength: 2,
        }),
        port: maybe(fc.record({ number: pick(80, 9000), name: pick('p'), protocol: pick('HTTP', 'TCP') })),
        bind: maybe(pick('127.0.0.1')),
      }),
      { minLength: 1, maxLength: 2, selector: ({ port }) => port?.number },
    ),
  ),
});

const service = fc.record({
  selector: maybe(labels),
  clusterIP: pick('10.96.0.1', '10.96.0.2', 'None'),
  ports: ports.map((all) =>
    all.map(({ number, name }, i) => ({ port: number, name: `${name}-${i}`, protocol: 'TCP' })),
  ),
});

const pod = fc.record({ podIP: pick('10.7.0.1', '10.7.0.2') });

const endpointSlice = fc.record({
  addresses: some('10.7.0.1', '10.7.0.2', '10.7.0.3'),
  ready: fc.boolean(),
});

const object = (kind: string, apiVersion: string, content: fc.Arbitrary<object>) =>
  fc
    .record({
      metadata: fc.record({
        name: pick('c', 'd', 'e'),
        namespace: pick(...namespaces),
        labels: maybe(labels),
        annotations: maybe(pick({ 'xdsim.dev/listen-port': '9001' }, { 'xdsim.dev/listen-port': 'x' })),
        creationTimestamp: born,
      }),
      content,
    })
    .map(({ metadata, content: own }): Document => JSON.stringify({ apiVersion, kind, metadata, ...own }));

const networking = (kind: string, spec: fc.Arbitrary<object>) =>
  object(
    kind,
    'networking.istio.io/v1',
    spec.map((own) => ({ spec: own })),
  );

const namespace = fc
  .record({ name: pick(...namespaces), labels: maybe(labels) })
  .map((metadata): Document => JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata }));

/** An object of any kind that a translation reads, with names and hosts from so few that they meet. */
export const document: fc.Arbitrary<Document> = fc.oneof(
  { weight: 6, arbitrary: networking('ServiceEntry', serviceEntryWithWorkloads) },
  { weight: 3, arbitrary: networking('WorkloadEntry', workloadEntry) },
  {
    weight: 4,
    arbitrary: networking(
      'DestinationRule',
      destinationRule.map(({ visibility, ...spec }) => ({ ...spec, ...visibility })),
    ),
  },
  { weight: 4, arbitrary: networking('VirtualService', virtualService) },
  { weight: 2, arbitrary: networking('Sidecar', sidecar) },
  { weight: 1, arbitrary: namespace },
  {
    weight: 2,
    arbitrary: object(
      'Service',
      'v1',
      service.map((spec) => ({ spec })),
    ),
  },
  {
    weight: 2,
    arbitrary: object(
      'Pod',
      'v1',
      pod.map((status) => ({ spec: { containers: [{ name: 'c' }] }, status })),
    ),
  },
  {
    weight: 1,
    arbitrary: object(
      'EndpointSlice',
      'discovery.k8s.io/v1',
      endpointSlice.map(({ addresses: all, ready }) => ({
        addressType: 'IPv4',
        endpoints: all.map((address) => ({ addresses: [address], conditions: { ready } })),
        ports: [{ name: 'http-0', port: 8080, protocol: 'TCP' }],
      })),
    ),
  },
);

/** What a user does to a mesh. */
export type Edit =
  | {
      readonly kind: 'write';
      readonly file: string;
      readonly documents: readonly Document[];
      readonly lines: number;
    }
  | { readonly kind: 'apply'; readonly documents: readonly Document[] }
  | { readonly kind: 'delete'; readonly which: number };

export const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('write' as const),
      file: pick('one.yaml', 'two.yaml'),
      documents: fc.array(document, { maxLength: 6 }),
      lines: fc.nat(2),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('apply' as const),
      documents: fc.array(document, { minLength: 1, maxLength: 2 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), which: fc.nat(20) }) },
);
