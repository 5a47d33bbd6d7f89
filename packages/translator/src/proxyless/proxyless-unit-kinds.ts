import { isWildcard } from '@xdsim/registry';
import type { Context } from '../context.js';
import { buildAssignments } from '../assignments/build-assignments.js';
import type { UnitKind } from '../incremental/units.js';
import { reportUntranslatedKinds } from '../report-untranslated-kinds.js';
import { buildApiListeners } from './build-api-listeners.js';
import { buildEdsClusters } from './build-eds-clusters.js';
import { buildHostRoutes } from './build-host-routes.js';
import { buildServerListeners } from './build-server-listeners.js';
import { buildMissingCluster, missingClusters } from './missing-clusters.js';
import { servingPorts } from './serving-ports.js';

/** Nobody can ask for a wildcard: a client's target is a name. */
const hosts = ({ scope }: Context): Iterable<string> =>
  [...scope.merged.keys()].filter((host) => !isWildcard(host));

/** The table of contents of a translation for gRPC clients without a proxy: what they understand, by host. */
export const proxylessUnitKinds: readonly UnitKind<Context>[] = [
  { name: 'clusters', keys: hosts, build: buildEdsClusters },
  {
    name: 'missing clusters',
    keys: (context) => missingClusters(context, hosts(context)),
    build: buildMissingCluster,
  },
  { name: 'assignments', keys: hosts, build: buildAssignments },
  { name: 'listeners', keys: hosts, build: buildApiListeners },
  { name: 'routes', keys: hosts, build: buildHostRoutes },
  { name: 'server listeners', keys: servingPorts, build: buildServerListeners },
  { name: 'untranslated kinds', keys: () => [''], build: reportUntranslatedKinds },
];
