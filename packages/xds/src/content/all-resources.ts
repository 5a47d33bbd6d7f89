import type { Resource } from '@xdsim/envoy';
import type { AnyResourceMap } from './any-resource-map.js';

const known = new WeakMap<AnyResourceMap, readonly Resource[]>();

/** A map's resources: the same array for the same map, so that all streams share it and its encoded bytes. */
export function allResources(resources: AnyResourceMap): readonly Resource[] {
  let all = known.get(resources);
  if (!all) known.set(resources, (all = [...resources.values()]));
  return all;
}
