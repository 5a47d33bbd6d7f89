import type { Resource } from '@xdsim/envoy';
import { diff } from './diff.js';
import { noResources, type AnyResourceMap } from './any-resource-map.js';
import { memoized } from './memoized.js';

/** Both, of which the first wins. Streams that lay the same over the same share the result, and so its bytes. */
export const overlay = memoized((base: AnyResourceMap, extra: AnyResourceMap): AnyResourceMap => {
  if (extra.size === 0) return base;
  const both = new Map(base);
  for (const [name, resource] of extra) if (!base.has(name)) both.set(name, resource);
  return both.size === base.size ? base : both;
});

/** What is gone on the way from one content to another: the same map for all that go this way. */
export function gone(before: AnyResourceMap, after: AnyResourceMap): AnyResourceMap {
  return diff(before, after).removed.length === 0 ? noResources : departed(before, after);
}

const departed = memoized((before: AnyResourceMap, after: AnyResourceMap) =>
  pick(before, diff(before, after).removed),
);

/** Some of the resources. */
export function pick(resources: AnyResourceMap, names: Iterable<string>): AnyResourceMap {
  const picked = new Map<string, Resource>();
  for (const name of names) {
    const resource = resources.get(name);
    if (resource) picked.set(name, resource);
  }
  return picked;
}
