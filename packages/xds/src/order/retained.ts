import type { Retained } from '../state/stream-state.js';
import { typeUrls, type ResourceSet } from '@xdsim/envoy';
import { allResources } from '../content/all-resources.js';
import { noResources, type AnyResourceMap } from '../content/any-resource-map.js';
import { gone, overlay, pick } from '../content/overlay.js';
import { noDoubts, unknown } from '../state/doubts.js';
import type { StreamState } from '../state/stream-state.js';
import { namesReferredTo } from '../state/references.js';
import { covers, isWatched } from '../state/subscription.js';
import { hasUsers } from './has-users.js';
import { isHeldBefore } from './held-before.js';
import type { TypeState } from '../state/type-state.js';

const clustersOf = ({ types }: StreamState): TypeState | undefined => types.get(typeUrls.clusters);

/** What the client is to hold: what is published, and the clusters that it may not lose yet. */
export function visibleResources({ published, retained }: StreamState): ResourceSet | undefined {
  if (!published || retained.length === 0) return published?.resources;
  const { clusters, endpoints, ...others } = published.resources;
  const over = (base: AnyResourceMap, extras: readonly AnyResourceMap[]) =>
    extras.reduce((all, extra) => overlay(all, extra), base);
  return {
    ...others,
    clusters: over(
      clusters,
      retained.map((r) => r.clusters),
    ) as ResourceSet['clusters'],
    endpoints: over(
      endpoints,
      retained.map((r) => r.endpoints),
    ) as ResourceSet['endpoints'],
  };
}

/**
 * Keeps the clusters that the client holds and that are published no more. To be called for each publication.
 * @param before what the client was to hold until then
 */
// xDS: the order of one change is clusters, endpoints, listeners, routes, and removals come last. A cluster that goes
// before the route to it answers 503.
export function retainGone(state: StreamState, before: ResourceSet | undefined): StreamState {
  const { published } = state;
  const type = clustersOf(state);
  if (!published || !type || !isWatched(type.subscription) || !hasUsers(state)) {
    return state.retained.length ? { ...state, retained: [] } : state;
  }
  const { resources, generation } = published;
  const left = gone(type.told, resources.clusters);
  if (left.size === 0 && state.retained.length === 0) return state;
  const retained = state.retained.flatMap((r) => without(r, resources.clusters));
  const known = new Set(retained.flatMap((r) => [...r.clusters.keys()]));
  // What the client may have rejected is not worth keeping, and would be rejected again.
  const isWorth = (name: string) =>
    !known.has(name) && covers(type.subscription, name) && !type.rejected?.names.has(name);
  const names = [...left.keys()].filter(isWorth);
  if (names.length > 0) {
    const clusters = names.length === left.size ? left : pick(left, names);
    const assignments = namesReferredTo(allResources(clusters), 'endpoints');
    const endpoints = pick(before?.endpoints ?? noResources, assignments);
    retained.push({ generation, needed: generation, clusters, endpoints });
  }
  return { ...state, retained };
}

/** Those that have not come back. */
function without(retained: Retained, published: AnyResourceMap): readonly Retained[] {
  const { clusters } = retained;
  const rest = [...clusters.keys()].filter((name) => !published.has(name));
  if (rest.length === clusters.size) return [retained];
  return rest.length === 0 ? [] : [{ ...retained, clusters: pick(clusters, rest) }];
}

/** Lets go of the clusters that nothing of what the client holds can lead to, and of those whose time is up. */
export function letGo(state: StreamState): StreamState {
  const { retained, timeUp, awaited } = state;
  if (retained.length === 0) return state;
  const held = Math.min(heldOf(state, typeUrls.listeners), heldOf(state, typeUrls.routes));
  // A client that comes back has not asked for all that it holds yet; one that does not goes on when its time is up.
  const isBack = clustersOf(state)?.resumed === true && !hasAskedForUsers(state);
  // A listener that was replaced serves on, with its old routes, until the new one has its own, and its secrets: whichever
  // change it came with.
  const isReplacing = awaited.routes.size + awaited.secrets.size > 0;
  const isHeld = ({ needed }: Retained) => needed <= held && !isBack;
  const rest = retained.filter(
    (one) => one.generation > timeUp && (!isHeld(one) || isReplacing) && !isAskedAnew(state, one),
  );
  return rest.length === retained.length ? state : { ...state, retained: rest };
}

const hasAskedForUsers = ({ types }: StreamState): boolean =>
  types.has(typeUrls.listeners) && types.has(typeUrls.routes);

/** Whether the client wants to have a cluster sent again of which there is only the name. */
function isAskedAnew(state: StreamState, { clusters }: Retained): boolean {
  const doubts = clustersOf(state)?.doubts ?? noDoubts;
  return (
    doubts.size > 0 && [...clusters].some(([name, one]) => isHeldBefore(one) && doubts.get(name) === unknown)
  );
}

function heldOf({ types }: StreamState, typeUrl: string): number {
  const type = types.get(typeUrl);
  return type && isWatched(type.subscription) ? type.held : Infinity;
}
