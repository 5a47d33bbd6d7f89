import type { Resource } from '@xdsim/envoy';
import type { AnyResourceMap } from './any-resource-map.js';
import { memoized } from './memoized.js';

/** A map's resources: the same array for the same map, so that all streams share it and its encoded bytes. */
export const allResources = memoized((resources: AnyResourceMap): readonly Resource[] => [
  ...resources.values(),
]);
