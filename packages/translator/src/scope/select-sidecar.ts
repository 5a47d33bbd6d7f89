import type { Sidecar } from '@xdsim/api';
import { covers } from '@xdsim/registry';
import type { RegistrySnapshot } from '@xdsim/registry';
import type { MeshConfig } from '../mesh/mesh-config.js';
import type { Proxy } from '../proxy/proxy.js';

/**
 * The Sidecar that holds for a proxy. Istio: of its namespace the oldest that selects it, else the oldest that selects
 * all; else the oldest of the root namespace that selects all, read as if it were of the proxy's own namespace.
 */
export function selectSidecar(
  snapshot: RegistrySnapshot,
  proxy: Proxy,
  mesh: MeshConfig,
): Sidecar | undefined {
  const own = snapshot.list('Sidecar', proxy.namespace);
  return (
    own.find(
      ({ spec }) => spec.workloadSelector && covers(proxy.labels, spec.workloadSelector.labels ?? {}),
    ) ??
    own.find(({ spec }) => !spec.workloadSelector) ??
    snapshot.list('Sidecar', mesh.rootNamespace).find(({ spec }) => !spec.workloadSelector)
  );
}
