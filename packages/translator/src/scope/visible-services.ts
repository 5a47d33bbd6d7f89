import { visibility } from '@xdsim/registry';
import type { Service } from '@xdsim/registry';
import type { MeshConfig } from '../mesh/mesh-config.js';
import type { Proxy } from '../proxy/proxy.js';

/**
 * The services that a proxy sees. Istio: those exported to its namespace in particular come before public ones, each
 * oldest first; of one host in several namespaces only one namespace's remain: the proxy's own, else the first seen.
 */
export function visibleServices(
  services: readonly Service[],
  proxy: Proxy,
  mesh: MeshConfig,
): readonly Service[] {
  const seen: Record<'private' | 'public', Service[]> = { private: [], public: [] };
  for (const service of services) {
    const how = visibility(service.exportTo, service.namespace, proxy.namespace, mesh.defaultServiceExportTo);
    if (how) seen[how].push(service);
  }
  const candidates = [...seen.private, ...seen.public];
  const namespaceOf = new Map<string, string>();
  for (const { hostname, namespace } of candidates) {
    if (!namespaceOf.has(hostname) || namespace === proxy.namespace) namespaceOf.set(hostname, namespace);
  }
  return candidates.filter((s) => namespaceOf.get(s.hostname) === s.namespace);
}
