const ENDPOINTS = 10;
/** One service in so many has a DestinationRule. */
const RULE_EVERY = 10;

const addressesOf = (service: number): readonly string[] =>
  Array.from({ length: ENDPOINTS }, (_, i) => `10.${(service >> 6) % 200}.${(service % 64) * 4}.${i + 1}`);

/** The YAML of an HTTP service, of ten endpoints unless given. */
export const serviceEntry = (
  service: number,
  addresses: readonly string[] = addressesOf(service),
): string => `apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: s-${service}, namespace: default }
spec:
  hosts: [s-${service}.example.com]
  location: MESH_EXTERNAL
  ports: [{ number: 80, name: http, protocol: HTTP }]
  resolution: STATIC
  endpoints: [${addresses.map((address) => `{ address: ${address}, labels: { app: s-${service} } }`).join(', ')}]
`;

const destinationRule = (service: number): string => `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: s-${service}, namespace: default }
spec:
  host: s-${service}.example.com
  trafficPolicy: { loadBalancer: { consistentHash: { httpCookie: { name: user, ttl: 0s } } } }
`;

/** The documents of HTTP services of ten endpoints each, every tenth with sticky sessions. */
export function meshDocuments(services: number): readonly string[] {
  const numbers = Array.from({ length: services }, (_, i) => i);
  const rules = numbers.filter((i) => i % RULE_EVERY === 0).map(destinationRule);
  return [...numbers.map((i) => serviceEntry(i)), ...rules];
}
