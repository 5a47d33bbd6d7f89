import fc from 'fast-check';
import { sidecarSpec } from './sidecar.js';
import { destinationRuleSpec } from './destination-rule.js';
import { virtualServiceSpec } from './virtual-service.js';
import {
  entryHosts,
  exportTo,
  labels,
  localities,
  maybe,
  pick,
  portNumbers,
  protocols,
  some,
  workloadAddresses,
} from './words.js';

const ports = fc
  .uniqueArray(
    fc.record(
      { number: pick(...portNumbers), protocol: pick(...protocols), targetPort: maybe(pick(8080, 9000)) },
      { requiredKeys: ['number', 'protocol'] },
    ),
    { minLength: 1, maxLength: 3, selector: ({ number }) => number },
  )
  .map((all) => all.map((port, i) => ({ ...port, name: `port-${i}` })));

const endpoint = (addresses: readonly string[]) =>
  fc.record(
    {
      address: pick(...addresses),
      labels,
      locality: pick(...localities),
      weight: pick(0, 3, 100),
      ports: fc.dictionary(pick('port-0', 'port-1'), pick(8081, 8082), { minKeys: 1, maxKeys: 2 }),
      network: pick('net-1'),
      serviceAccount: pick('web'),
    },
    { requiredKeys: ['address'] },
  );

const names = [...workloadAddresses, 'one.backends.test', 'two.backends.test', 'web.shop.svc.cluster.local'];
const endpoints = (addresses: readonly string[]) =>
  fc.array(endpoint(addresses), { minLength: 1, maxLength: 3 });

/** Endpoints as a resolution can have them, workloads to select, or neither. */
const resolved = fc.oneof(
  fc.record({
    resolution: pick('STATIC'),
    endpoints: endpoints([...workloadAddresses, 'unix:///tmp/one.sock']),
  }),
  fc.record({ resolution: pick('STATIC', 'DNS', 'NONE'), workloadSelector: fc.record({ labels }) }),
  fc.record({ resolution: pick('DNS', 'DNS', 'DNS_ROUND_ROBIN'), endpoints: endpoints(names) }),
  fc.record({ resolution: pick('NONE', 'DNS', 'STATIC', 'DNS_ROUND_ROBIN', 'DYNAMIC_DNS') }),
);

const entry = fc.record(
  {
    hosts: fc.subarray([...entryHosts], { minLength: 1, maxLength: 2 }),
    ports,
    addresses: some('10.7.0.1', '10.7.0.0/16', '10.6.0.1', '2001:db8::1'),
    location: pick('MESH_INTERNAL', 'MESH_EXTERNAL'),
    exportTo,
    subjectAltNames: some('spiffe://cluster.local/ns/shop/sa/web', 'a.test'),
  },
  { requiredKeys: ['hosts', 'ports'] },
);

/** The specs of Istio's kinds, as far as what they say can be translated for an outbound proxy. */
export const istioSpecs = {
  ServiceEntry: fc.tuple(entry, resolved).map(([a, b]) => ({ ...a, ...b })),
  WorkloadEntry: endpoint([...workloadAddresses, 'one.backends.test']),
  DestinationRule: destinationRuleSpec,
  VirtualService: virtualServiceSpec,
  Sidecar: sidecarSpec,
} as const;
