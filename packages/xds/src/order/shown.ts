import { nothingPostponed, type Postponed } from '../state/stream-state.js';
import { typeUrls, type Resource, type ResourceSet } from '@xdsim/envoy';
import type { AnyResourceMap } from '../content/any-resource-map.js';
import { diff } from '../content/diff.js';
import { memoized } from '../content/memoized.js';
import { substitute } from '../content/substitute.js';
import type { Snapshot } from '../snapshot.js';
import type { StreamState } from '../state/stream-state.js';
import { namesReferredTo } from '../state/references.js';
import { leadsTo } from './leads-to.js';

/** What may have to be postponed on the way from what a client is shown to what it is offered. */
interface Steps {
  /** Route configurations and listeners that lead into nothing, and did not before. */
  readonly routes: readonly Resource[];
  readonly listeners: readonly Resource[];
  /** Names of clusters that are gone. */
  readonly gone: readonly string[];
}

const noSteps: Steps = { routes: [], listeners: [], gone: [] };

/**
 * What a client is to be shown of what it is offered: no reference into nothing that it did not have before. What leads to a
 * cluster that does not exist is shown as it was, and a cluster to which something still leads stays, until what is missing comes
 * or its time is up.
 */
// A change of several objects comes in pieces: a subset is renamed in one file, and the route to it in another. Istio serves
// what there is after its debounce, and Envoy answers 503 until the rest is there.
export function show(
  { published, postponed, types, targetsTimeUp }: StreamState,
  { resources: offered, generation }: Snapshot,
): { readonly resources: ResourceSet; readonly postponed: Postponed } {
  const before = published?.resources;
  const steps = before ? stepsBetween(offered, before) : noSteps;
  if (!before || steps === noSteps) return { resources: offered, postponed: nothingPostponed };
  const waiting = new Map<string, number>();
  const mayWait = (id: string): boolean => {
    const since = postponed.get(id) ?? generation;
    if (since <= targetsTimeUp) return false;
    waiting.set(id, since);
    return true;
  };
  const asBefore = (type: 'routes' | 'listeners', parts: readonly Resource[]) =>
    parts
      .filter(({ name }) => mayWait(`${type}/${name}`))
      .map(({ name }) => [name, before[type].get(name)] as const);
  const heldRoutes = new Map<string, Resource | undefined>(asBefore('routes', steps.routes));
  const absent = [...heldRoutes].flatMap(([name, old]) => (old ? [] : [name]));
  const heldListeners = new Map<string, Resource | undefined>(
    asBefore('listeners', [...steps.listeners, ...listenersFor(offered.listeners, absent)]),
  );
  const routes = substitute(offered.routes, heldRoutes);
  const listeners = substitute(offered.listeners, heldListeners);

  // What the client may have rejected is not worth keeping.
  const rejected = types.get(typeUrls.clusters)?.rejected?.names;
  const isWorth = (name: string) => !rejected?.has(name) && mayWait(`clusters/${name}`);
  const kept = ledTo(new Set(steps.gone), [routes, listeners])
    .filter(isWorth)
    .flatMap((name) => before.clusters.get(name) ?? []);
  const assignments = namesReferredTo(kept, 'endpoints').filter((name) => !offered.endpoints.has(name));
  const resources = {
    ...offered,
    clusters: substitute(offered.clusters, new Map(kept.map((one) => [one.name, one]))),
    endpoints: substitute(
      offered.endpoints,
      new Map(assignments.map((name) => [name, before.endpoints.get(name)])),
    ),
    listeners,
    routes,
  } as ResourceSet;
  return waiting.size === 0
    ? { resources: offered, postponed: nothingPostponed }
    : { resources, postponed: waiting };
}

const stepsBetween = memoized((offered: ResourceSet, before: ResourceSet): Steps => {
  const leadIntoNothing = (type: 'routes' | 'listeners') =>
    diff(before[type], offered[type]).changed.filter((one) => {
      const old = before[type].get(one.name);
      for (const name of leadsTo(one))
        if (!offered.clusters.has(name) && !(old && leadsTo(old).has(name))) return true;
      return false;
    });
  const routes = leadIntoNothing('routes');
  const listeners = leadIntoNothing('listeners');
  const gone = diff(before.clusters, offered.clusters).removed;
  return routes.length + listeners.length + gone.length === 0 ? noSteps : { routes, listeners, gone };
});

/** The listeners that take their routes from one of these. */
const listenersFor = (listeners: AnyResourceMap, routes: readonly string[]): readonly Resource[] =>
  routes.length === 0
    ? []
    : [...listeners.values()].filter((one) =>
        namesReferredTo(only(one), 'routes').some((name) => routes.includes(name)),
      );

const only = memoized((one: Resource): readonly Resource[] => [one]);

/** Those of the names to which something leads. */
function ledTo(names: ReadonlySet<string>, parts: readonly AnyResourceMap[]): readonly string[] {
  const found = new Set<string>();
  if (names.size === 0) return [];
  for (const part of parts)
    for (const one of part.values()) {
      const targets = leadsTo(one);
      const [fewer, more] = targets.size < names.size ? [targets, names] : [names, targets];
      for (const name of fewer) if (more.has(name)) found.add(name);
    }
  return [...found];
}
