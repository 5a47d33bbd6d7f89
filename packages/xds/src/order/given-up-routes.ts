import { typeUrls } from '@xdsim/envoy';
import { allResources } from '../content/all-resources.js';
import type { StreamState } from '../state/stream-state.js';
import { namesReferredTo } from '../state/references.js';
import { covers } from '../state/subscription.js';
import type { TypeState } from '../state/type-state.js';
import type { Awaited } from '../state/stream-state.js';

/**
 * Waits anew for routes that the client asks for no more, though a listener that it was told of needs them: it will ask again.
 * @param before the routes before the request
 * @param after the routes after it
 */
// Envoy: when a listener changes from one route configuration to another and back, it gives the first one up and asks for it
// again. Until it is there the listener before serves on.
export function awaitGivenUp(
  { types, published, awaited }: StreamState,
  before: TypeState | undefined,
  after: TypeState,
): Awaited {
  const listeners = types.get(typeUrls.listeners);
  if (after.type !== 'routes' || !before || !published || !listeners) return awaited;
  const givenUp = [...before.subscription.names].filter((name) => !covers(after.subscription, name));
  if (givenUp.length === 0) return awaited;
  const needed = new Set(namesReferredTo(allResources(listeners.told), 'routes'));
  const again = givenUp.filter((name) => needed.has(name) && published.resources.routes.has(name));
  if (again.length === 0) return awaited;
  const routes = new Map(awaited.routes);
  const reason = { generation: published.generation, notBy: before.inFlight?.nonce };
  for (const name of again) routes.set(name, reason);
  return { ...awaited, routes };
}
