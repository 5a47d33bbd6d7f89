/** The YAML of a rule for `bad.example`. Envoy takes no ring of more than 8,388,608 entries, which nothing before it knows. */
export const ring = (size: number): string => `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: bad }
spec:
  host: bad.example
  trafficPolicy:
    loadBalancer: { consistentHash: { httpHeaderName: x-user, ringHash: { minimumRingSize: ${size} } } }
`;
