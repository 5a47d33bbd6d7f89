import { buildClusters } from './clusters/build-clusters.js';
import { buildFixedClusters } from './clusters/fixed-clusters.js';
import type { Context } from './context.js';
import { buildAssignments } from './endpoints/build-assignments.js';
import { buildListeners, buildOwnListeners, listenerPorts, routeNames } from './listeners/build-listeners.js';
import { reportUntranslatedKinds } from './report-untranslated-kinds.js';
import { buildRouteConfiguration } from './routes/build-route-configuration.js';

/** A kind of unit: what is built, or built anew, as a whole. */
export interface UnitKind {
  readonly name: string;
  /** Which units there are. */
  keys(context: Context): Iterable<string>;
  /** Emits the resources of one of them. */
  build(context: Context, key: string): void;
}

const once = (name: string, build: (context: Context) => void): UnitKind => ({
  name,
  keys: () => [''],
  build,
});

const hosts = ({ scope }: Context): Iterable<string> => scope.merged.keys();

/** A translation's table of contents. */
export const unitKinds: readonly UnitKind[] = [
  { name: 'clusters', keys: hosts, build: buildClusters },
  once('fixed clusters', buildFixedClusters),
  { name: 'assignments', keys: hosts, build: buildAssignments },
  { name: 'listeners', keys: listenerPorts, build: buildListeners },
  once('own listeners', buildOwnListeners),
  { name: 'routes', keys: routeNames, build: buildRouteConfiguration },
  once('untranslated kinds', reportUntranslatedKinds),
];
