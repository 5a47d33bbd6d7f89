import { typeUrls, type Resource, type ResourceType } from '@xdsim/envoy';
import { noResources } from '../content/any-resource-map.js';
import type { StreamState } from '../state/stream-state.js';
import { covers } from '../state/subscription.js';
import type { TypeState } from '../state/type-state.js';

/** Versions of this server's making, or of one like it. */
const isVersion = (version: string): boolean => /^[0-9a-f]{16}$/.test(version);

/** Whether a resource is known by name and version alone: it can be left with the client, and not be sent. */
export const isHeldBefore = ({ bytes }: Resource): boolean => bytes.length === 0;

/**
 * Keeps, as if it had been published, what a delta client says on a new stream that it holds and that is published no more:
 * it holds routes as well that may lead there, and is to have newer ones first. To be called before anything is sent.
 */
// xDS: a change that takes a cluster out while the client is away, or while its server is, would break before it makes.
// State of the world can't say that a cluster stays without saying all that is in it.
export function retainHeldBefore(state: StreamState): StreamState {
  const type = state.types.get(typeUrls.clusters);
  const { published, protocol } = state;
  if (!type || !published || protocol !== 'delta' || !type.resumed || type.told !== noResources) return state;
  const clusters = new Map<string, Resource>();
  for (const [name, version] of type.doubts) {
    if (published.resources.clusters.has(name) || !covers(type.subscription, name)) continue;
    if (isVersion(version)) clusters.set(name, heldBefore('clusters', name, version));
  }
  if (clusters.size === 0) return state;
  const { generation } = published;
  return {
    ...state,
    retained: [...state.retained, { generation, needed: generation, clusters, endpoints: noResources }],
  };
}

function heldBefore(type: ResourceType, name: string, version: string): Resource {
  const message = type === 'endpoints' ? { cluster_name: name } : { name };
  return { type, typeUrl: typeUrls[type], name, message, bytes: new Uint8Array(0), version };
}

/** What a delta client said that it holds of this name, if that is all that is known of it. */
export function heldAtFirst(
  { type, accepted, heldAtFirst: held }: TypeState,
  name: string,
): Resource | undefined {
  const version = accepted === noResources ? held.get(name) : undefined;
  return type && version !== undefined && isVersion(version) ? heldBefore(type, name, version) : undefined;
}
