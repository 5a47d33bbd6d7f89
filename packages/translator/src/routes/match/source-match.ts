import type { HttpMatch } from '@xdsim/api';
import type { Client } from '../../proxy/client.js';

/**
 * Whether a match can hold for this client and port at all; if not, its route is left out. Istio: a match that names
 * gateways is held against those alone, not against labels and namespace.
 */
export function sourceMatches(match: HttpMatch, client: Client, port: number): boolean {
  if (match.port && match.port !== port) return false;
  // A call of gRPC has no query, and grpc-js takes every call for one that matches.
  if (client.type === 'proxyless' && Object.keys(match.queryParams ?? {}).length > 0) return false;
  if (match.gateways?.length) return match.gateways.includes('mesh');
  if (!client.isSelectedBy(match.sourceLabels ?? {})) return false;
  return !match.sourceNamespace || client.isIn(match.sourceNamespace);
}
