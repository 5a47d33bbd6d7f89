import { parse } from '@xdsim/api';
import type { DestinationRule, ServiceEntry } from '@xdsim/api';
import { createRegistry } from '@xdsim/registry';
import type { Registry } from '@xdsim/registry';

const ENDPOINTS = 10;
/** One service in so many has a DestinationRule. */
const RULE_EVERY = 10;

function serviceEntry(service: number): string {
  const endpoints = Array.from(
    { length: ENDPOINTS },
    (_, i) =>
      `    - { address: 10.${(service >> 6) % 200}.${(service % 64) * 4}.${i + 1}, labels: { app: s-${service} } }\n`,
  );
  return `apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: s-${service}, namespace: default }
spec:
  hosts: [s-${service}.example.com]
  location: MESH_EXTERNAL
  ports: [{ number: 80, name: http, protocol: HTTP }]
  resolution: STATIC
  endpoints:
${endpoints.join('')}`;
}

const destinationRule = (service: number): string => `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: s-${service}, namespace: default }
spec:
  host: s-${service}.example.com
  trafficPolicy: { loadBalancer: { consistentHash: { httpCookie: { name: user, ttl: 0s } } } }
`;

/** A registry that holds HTTP services of ten endpoints each, every tenth with sticky sessions. */
export function mesh(services: number): Registry {
  const numbers = Array.from({ length: services }, (_, i) => i);
  const documents = [
    ...numbers.map(serviceEntry),
    ...numbers.filter((i) => i % RULE_EVERY === 0).map(destinationRule),
  ];
  const { objects } = parse(documents.join('---\n'), { file: 'bench.yaml' });
  if (objects.length !== documents.length)
    throw new Error(`${objects.length} of ${documents.length} are valid`);
  const registry = createRegistry();
  registry.apply(objects);
  return registry;
}

/** The same service with its first endpoint elsewhere. */
export function moved(entry: ServiceEntry, round: number): ServiceEntry {
  const [first, ...others] = entry.spec.endpoints ?? [];
  const address = `10.200.${(round >> 8) & 255}.${round & 255}`;
  return { ...entry, spec: { ...entry.spec, endpoints: [{ ...first, address }, ...others] } };
}

/** The same rule with another limit. */
export function limited({ spec, ...rule }: DestinationRule, round: number): DestinationRule {
  const connectionPool = { tcp: { maxConnections: round + 1 } };
  return { ...rule, spec: { ...spec, trafficPolicy: { ...spec.trafficPolicy, connectionPool } } };
}

/** The same rule with another subset. */
export function divided({ spec, ...rule }: DestinationRule, round: number): DestinationRule {
  return { ...rule, spec: { ...spec, subsets: [{ name: `v${round}`, labels: { version: `v${round}` } }] } };
}
