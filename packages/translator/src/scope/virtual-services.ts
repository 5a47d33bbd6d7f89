import type { VirtualService } from '@xdsim/api';
import { resolveShortName } from '@xdsim/registry';
import { tracked } from '../incremental/tracked.js';
import { inOrderOfRank, rankFor } from './visible-services.js';
import type { Vantage } from './vantage.js';

/** A VirtualService that holds for this proxy, with its hosts written out, in the case in which they are written. */
export interface ScopedVirtualService {
  readonly source: VirtualService;
  readonly hosts: readonly string[];
}

/** Istio: a VirtualService that names no gateway is bound to `mesh`, that is to all sidecars. */
const boundToMesh = ({ spec }: VirtualService): boolean =>
  !spec.gateways?.length || spec.gateways.includes('mesh');

/** Those that are bound to `mesh` and exported to the proxy's namespace, in the order in which they count. */
export const visibleVirtualServices = tracked(
  ({ snapshot, proxy, mesh }: Vantage): readonly ScopedVirtualService[] =>
    inOrderOfRank(snapshot.list('VirtualService').filter(boundToMesh), ({ spec, metadata }) =>
      rankFor(proxy, spec.exportTo ?? [], metadata.namespace, mesh.defaultVirtualServiceExportTo),
    ).map((source) => ({
      source,
      hosts: (source.spec.hosts ?? []).map((h) => resolveShortName(h, source.metadata.namespace)),
    })),
);
