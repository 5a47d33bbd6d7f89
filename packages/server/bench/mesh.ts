const ENDPOINTS = 10;
/** One service in so many has a DestinationRule. */
const RULE_EVERY = 10;

const addressesOf = (service: number): readonly string[] =>
  Array.from({ length: ENDPOINTS }, (_, i) => `10.${(service >> 6) % 200}.${(service % 64) * 4}.${i + 1}`);

const serviceEntry = (
  service: number,
  addresses: readonly string[],
): string => `apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: s-${service}, namespace: default }
spec:
  hosts: [s-${service}.example.com]
  location: MESH_EXTERNAL
  ports: [{ number: 80, name: http, protocol: HTTP }]
  resolution: STATIC
  endpoints: [${addresses.map((address) => `{ address: ${address} }`).join(', ')}]
`;

const destinationRule = (service: number): string => `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: s-${service}, namespace: default }
spec:
  host: s-${service}.example.com
  trafficPolicy: { loadBalancer: { consistentHash: { httpCookie: { name: user, ttl: 0s } } } }
`;

/** HTTP services of ten endpoints each, every tenth with sticky sessions. */
export function mesh(services: number): string {
  const numbers = Array.from({ length: services }, (_, i) => i);
  const rules = numbers.filter((i) => i % RULE_EVERY === 0).map(destinationRule);
  return [...numbers.map((i) => serviceEntry(i, addressesOf(i))), ...rules].join('---\n');
}

/** The first service with one endpoint, elsewhere. */
export const moved = (address: string): string => serviceEntry(0, [address]);

/** A rule that each service without one of its own is under. */
export const ruleForAll = (maxConnections: number): string => `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: all, namespace: default }
spec:
  host: "*.example.com"
  trafficPolicy: { connectionPool: { tcp: { maxConnections: ${maxConnections} } } }
`;
