import { typeUrls, type ResourceSet } from '@xdsim/envoy';
import { gone, overlay } from '../content/overlay.js';
import type { StreamState } from '../state/stream-state.js';

/** The content with the assignments that are gone, as long as the client still has to answer for clusters. */
// xDS: a cluster that gets another type, or another assignment, serves as it was until it is warm, and would be without
// hosts meanwhile. Envoy answers for clusters when none of them is warming any more.
export function keepInUse({ types, published, timeUp }: StreamState, resources: ResourceSet): ResourceSet {
  const [clusters, endpoints] = [types.get(typeUrls.clusters), types.get(typeUrls.endpoints)];
  if (!clusters?.inFlight || !endpoints) return resources;
  if (!published || published.generation <= timeUp) return resources;
  const kept = overlay(resources.endpoints, gone(endpoints.told, resources.endpoints));
  return kept === resources.endpoints
    ? resources
    : { ...resources, endpoints: kept as ResourceSet['endpoints'] };
}
