import type { VirtualService } from '@xdsim/api';
import { resolveShortName, visibility } from '@xdsim/registry';
import type { MeshConfig } from '../mesh/mesh-config.js';
import type { Proxy } from '../proxy/proxy.js';

/** A VirtualService that holds for this proxy, with its hosts written out. */
export interface ScopedVirtualService {
  readonly source: VirtualService;
  readonly hosts: readonly string[];
}

/** Istio: a VirtualService that names no gateway is bound to `mesh`, that is to all sidecars. */
const boundToMesh = ({ spec }: VirtualService): boolean =>
  !spec.gateways?.length || spec.gateways.includes('mesh');

/** Istio: exported to this namespace in particular first, then public ones; each oldest first. */
export function visibleVirtualServices(
  all: readonly VirtualService[],
  proxy: Proxy,
  mesh: MeshConfig,
): readonly ScopedVirtualService[] {
  const seen: Record<'private' | 'public', ScopedVirtualService[]> = { private: [], public: [] };
  for (const source of all) {
    const { namespace } = source.metadata;
    const { exportTo = [], hosts = [] } = source.spec;
    const how = visibility(exportTo, namespace, proxy.namespace, mesh.defaultVirtualServiceExportTo);
    if (!how || !boundToMesh(source)) continue;
    seen[how].push({ source, hosts: hosts.map((h) => resolveShortName(h, namespace).toLowerCase()) });
  }
  return [...seen.private, ...seen.public];
}
