import { typeUrls } from '@xdsim/envoy';
import type { StreamState } from '../state/stream-state.js';

/** Whether the client holds anything that may lead requests to a cluster: on this stream, or since an earlier one. */
export function hasUsers({ types }: StreamState): boolean {
  const users = [types.get(typeUrls.listeners), types.get(typeUrls.routes)];
  if (users.some((type) => type !== undefined && (type.resumed || type.told.size > 0))) return true;
  // Envoy asks for clusters first: one that comes back with some has not come to speak of its listeners yet.
  return types.get(typeUrls.clusters)?.resumed === true && users.every((type) => type === undefined);
}
