import type { Resource } from '@xdsim/envoy';
import { diff } from './diff.js';
import { noResources, type AnyResourceMap } from './any-resource-map.js';
import { memoized } from './memoized.js';
import { Overlaid } from './overlaid.js';

/** Both, of which the first wins. Streams that lay the same over the same share the result, and so its bytes. */
export const overlay = memoized((base: AnyResourceMap, extra: AnyResourceMap): AnyResourceMap => {
  const missing = new Map([...extra].filter(([name]) => !base.has(name)));
  if (missing.size === 0) return base;
  // All that is laid over one map is one layer: the way from here to there is found between what lies below.
  return base instanceof Overlaid
    ? new Overlaid(base.base, new Map([...base.extra, ...missing]))
    : new Overlaid(base, missing);
});

/** What is gone on the way from one content to another: the same map for all that go this way. */
export function gone(before: AnyResourceMap, after: AnyResourceMap): AnyResourceMap {
  return diff(before, after).removed.length === 0 ? noResources : departed(before, after);
}

const departed = memoized((before: AnyResourceMap, after: AnyResourceMap) =>
  pick(before, diff(before, after).removed),
);

/** Some of the resources: the same map for the same names of the same. */
export const pick = memoized((resources: AnyResourceMap, names: readonly string[]): AnyResourceMap => {
  const picked = new Map<string, Resource>();
  for (const name of names) {
    const resource = resources.get(name);
    if (resource) picked.set(name, resource);
  }
  return picked;
});
