const endpoint = (service: number, index: number): string =>
  `    - address: 10.${(service >> 8) & 255}.${service & 255}.${index + 1}
      labels: { app: s-${service}, version: v${(index % 2) + 1} }
      locality: region-1/zone-${index % 3}
`;

/** A ServiceEntry as people write it; `endpoints` of 0 makes one that is resolved by DNS. */
export function serviceEntry(service: number, endpoints: number): string {
  const inline = Array.from({ length: endpoints }, (_, index) => endpoint(service, index)).join('');
  return `apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata:
  name: s-${service}
  namespace: ns-${service % 20}
  labels: { team: t-${service % 7} }
spec:
  hosts: [s-${service}.example.com]
  location: MESH_INTERNAL
  ports:
    - { number: 8080, name: http, protocol: HTTP }
  resolution: ${endpoints ? 'STATIC' : 'DNS'}
${endpoints ? `  endpoints:\n${inline}` : ''}`;
}

export const serviceEntries = (count: number, endpoints: number): string =>
  Array.from({ length: count }, (_, service) => serviceEntry(service, endpoints)).join('---\n');
