import type { Sidecar } from '@xdsim/api';
import type { RegistrySnapshot } from '@xdsim/registry';
import type { MeshConfig } from '../mesh/mesh-config.js';
import type { Client } from '../proxy/client.js';

/**
 * The Sidecar that holds for a proxy. Istio: of its namespace the oldest that selects it, else the oldest that selects
 * all; else the oldest of the root namespace that selects all, read as if it were of the proxy's own namespace.
 *
 * @param home the proxy's namespace, if there is a Sidecar in it
 */
export function selectSidecar(
  snapshot: RegistrySnapshot,
  home: string | undefined,
  client: Client,
  mesh: MeshConfig,
): Sidecar | undefined {
  const own = home === undefined ? [] : snapshot.list('Sidecar', home);
  return (
    own.find(
      ({ spec }) => spec.workloadSelector && client.isSelectedBy(spec.workloadSelector.labels ?? {}),
    ) ??
    own.find(({ spec }) => !spec.workloadSelector) ??
    snapshot.list('Sidecar', mesh.rootNamespace).find(({ spec }) => !spec.workloadSelector)
  );
}
