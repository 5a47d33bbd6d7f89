import { buildClusters } from './clusters/build-clusters.js';
import { buildFixedClusters } from './clusters/fixed-clusters.js';
import type { Context } from './context.js';
import { buildAssignments } from './assignments/build-assignments.js';
import type { UnitKind } from './incremental/units.js';
import { buildListeners, buildOwnListeners, listenerPorts, routeNames } from './listeners/build-listeners.js';
import { isAlias } from './scope/imported-service.js';
import { reportUntranslatedKinds } from './report-untranslated-kinds.js';
import { buildRouteConfiguration } from './routes/build-route-configuration.js';

const once = (name: string, build: (context: Context) => void): UnitKind<Context> => ({
  name,
  keys: () => [''],
  build,
});

/** Those that have clusters of their own. */
function* hosts({ scope }: Context): Iterable<string> {
  for (const [host, { service }] of scope.merged) if (!isAlias(service)) yield host;
}

/** A translation's table of contents. */
export const unitKinds: readonly UnitKind<Context>[] = [
  { name: 'clusters', keys: hosts, build: buildClusters },
  once('fixed clusters', buildFixedClusters),
  { name: 'assignments', keys: hosts, build: buildAssignments },
  { name: 'listeners', keys: listenerPorts, build: buildListeners },
  once('own listeners', buildOwnListeners),
  { name: 'routes', keys: routeNames, build: buildRouteConfiguration },
  once('untranslated kinds', reportUntranslatedKinds),
];
