import { meshDocuments, serviceEntry } from '../../translator/bench/mesh-text.js';

/** The mesh that translation is measured with. */
export const mesh = (services: number): string => meshDocuments(services).join('---\n');

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
