import fc from 'fast-check';
import { labels, maybe, pick, portNumbers, someLabels } from './words.js';
import type { Manifest } from './mesh.js';

const ports = fc
  .uniqueArray(
    fc.record(
      {
        port: pick(...portNumbers),
        name: pick('http', 'http-web', 'tcp', 'grpc-x', 'https', 'web', 'tls-1'),
        targetPort: pick<number | string>(8080, 'web', 9000),
        appProtocol: pick('http', 'kubernetes.io/h2c', 'tcp', 'https', 'grpc', 'unknown'),
        protocol: pick('TCP', 'TCP', 'UDP'),
      },
      { requiredKeys: ['port', 'name'] },
    ),
    { minLength: 1, maxLength: 2, selector: ({ port }) => port },
  )
  .map((all) => all.map((port, i) => ({ ...port, name: `${port.name}-${i}` })));

const annotations = fc.record(
  {
    'networking.istio.io/exportTo': pick('.', '*', 'shop', 'shop,bank', '~'),
    'networking.istio.io/traffic-distribution': pick(
      'PreferClose',
      'PreferSameZone',
      'PreferSameNode',
      'Any',
    ),
  },
  { requiredKeys: [] },
);

type Named = readonly [namespace: string, name: string];

const places = pick<Named>(
  ['shop', 'web'],
  ['bank', 'db'],
  ['shop', 'alias'],
  ['bank', 'web'],
  ['default', 'web'],
);

/** A Service, and the EndpointSlices that a cluster would have made for it. */
export const service: fc.Arbitrary<readonly Manifest[]> = fc
  .record({
    place: places,
    ports,
    annotations: maybe(annotations),
    kind: pick('ClusterIP', 'ClusterIP', 'headless', 'ExternalName', 'ExternalName'),
    externalName: pick(
      'web.shop.svc.cluster.local',
      'db.bank.svc.cluster.local',
      'a.test',
      'alias.shop.svc.cluster.local',
      'nobody.test',
      'x.wild.test',
    ),
    withoutPorts: fc.boolean(),
    address: fc.integer({ min: 1, max: 250 }),
    extra: fc.record(
      {
        trafficDistribution: pick('PreferClose'),
        internalTrafficPolicy: pick('Local', 'Cluster'),
        publishNotReadyAddresses: pick(true),
      },
      { requiredKeys: [] },
    ),
    extraThere: fc.nat(3),
    selector: someLabels,
    endpoints: fc.uniqueArray(
      fc.record({
        octet: fc.integer({ min: 1, max: 6 }),
        ready: pick(true, true, false),
        zone: pick('z1', 'z2', undefined),
        terminating: pick(false, false, true),
      }),
      { maxLength: 3, selector: ({ octet }) => octet },
    ),
  })
  .map((made) => {
    const [namespace, name] = made.place;
    const metadata = { name, namespace, ...(made.annotations && { annotations: made.annotations }) };
    const extra = made.extraThere === 0 ? made.extra : {};
    if (made.kind === 'ExternalName') {
      const listed = made.withoutPorts
        ? {}
        : { ports: made.ports.map(({ targetPort: _targetPort, ...port }) => port) };
      return [
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata,
          spec: { type: 'ExternalName', externalName: made.externalName, ...listed },
        },
      ];
    }
    const clusterIP = made.kind === 'headless' ? 'None' : `10.96.${namespace.length}.${made.address}`;
    const spec = { clusterIP, clusterIPs: [clusterIP], selector: made.selector, ports: made.ports, ...extra };
    const slice: Manifest = {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: `${name}-1`, namespace, labels: { 'kubernetes.io/service-name': name } },
      addressType: 'IPv4',
      ports: made.ports.map(({ name: port, protocol = 'TCP' }, i) => ({
        name: port,
        protocol,
        port: 8080 + i,
      })),
      endpoints: made.endpoints.map(({ octet, ready, zone, terminating }) => ({
        addresses: [`10.244.${namespace.length}.${octet}`],
        conditions: { ready: ready && !terminating, serving: ready, terminating },
        ...(zone && { zone }),
      })),
    };
    return [{ apiVersion: 'v1', kind: 'Service', metadata, spec }, slice];
  });

/** A running Pod that ServiceEntries may select. */
export const pod: fc.Arbitrary<readonly Manifest[]> = fc
  .record({
    namespace: pick('shop', 'bank'),
    labels,
    octet: fc.integer({ min: 1, max: 6 }),
    ready: pick(true, true, false),
    port: maybe(pick('port-0', 'web')),
  })
  .map(({ namespace, labels: own, octet, ready, port }) => {
    const podIP = `10.244.${namespace.length}.${octet}`;
    const containers = [
      {
        name: 'main',
        image: 'main',
        ...(port && { ports: [{ name: port, containerPort: 8085, protocol: 'TCP' }] }),
      },
    ];
    const conditions = [{ type: 'Ready', status: ready ? 'True' : 'False' }];
    return [
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: `pod-${octet}`, namespace, labels: own },
        spec: { serviceAccountName: 'web', nodeName: 'node-1', containers },
        status: { phase: 'Running', podIP, podIPs: [{ ip: podIP }], conditions },
      },
    ];
  });
