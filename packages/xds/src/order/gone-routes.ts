import { typeUrls, type ResourceSet } from '@xdsim/envoy';
import { gone } from '../content/overlay.js';
import { doubt } from '../state/doubts.js';
import type { StreamState } from '../state/stream-state.js';
import { covers } from '../state/subscription.js';

/**
 * Notes what follows from routes that the client asked for, or that its listeners wait for, and that are published no more.
 * @param before what the client was to hold until then
 */
// xDS: they are not sent any more. They lead requests until their listener has others, and then the client forgets them:
// if they come back it may have to be sent what it had.
export function noteGoneRoutes(state: StreamState, before: ResourceSet | undefined): StreamState {
  const { published, types, awaited } = state;
  const routes = types.get(typeUrls.routes);
  if (!published || !before || !routes) return state;
  const { resources, generation } = published;
  const left = [...gone(before.routes, resources.routes).keys()];
  const covered = left.filter((name) => covers(routes.subscription, name));
  if (covered.length === 0 && !left.some((name) => awaited.routes.has(name))) return state;
  const doubtful = { ...routes, doubts: doubt(routes.doubts, covered) };
  return {
    ...state,
    types: new Map(types).set(routes.typeUrl, doubtful),
    retained: state.retained.map((one) => ({ ...one, needed: generation })),
  };
}
