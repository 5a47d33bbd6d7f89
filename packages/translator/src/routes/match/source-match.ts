import type { HttpMatch } from '@xdsim/api';
import { covers } from '@xdsim/registry';
import type { Proxy } from '../../proxy/proxy.js';

/**
 * Whether a match can hold for this client and port at all; if not, its route is left out. Istio: a match that names
 * gateways is held against those alone, not against labels and namespace.
 */
export function sourceMatches(match: HttpMatch, proxy: Proxy, port: number): boolean {
  if (match.port && match.port !== port) return false;
  // A call of gRPC has no query, and grpc-js takes every call for one that matches.
  if (proxy.type === 'proxyless' && Object.keys(match.queryParams ?? {}).length > 0) return false;
  if (match.gateways?.length) return match.gateways.includes('mesh');
  if (!covers(proxy.labels, match.sourceLabels ?? {})) return false;
  return !match.sourceNamespace || match.sourceNamespace === proxy.namespace;
}
