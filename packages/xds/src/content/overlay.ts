import type { Resource } from '@xdsim/envoy';
import { diff } from './diff.js';
import type { AnyResourceMap } from './any-resource-map.js';

const overlays = new WeakMap<AnyResourceMap, WeakMap<AnyResourceMap, AnyResourceMap>>();
const departures = new WeakMap<AnyResourceMap, WeakMap<AnyResourceMap, AnyResourceMap>>();

/** Both, of which the first wins. Streams that lay the same over the same share the result, and so its bytes. */
export function overlay(base: AnyResourceMap, extra: AnyResourceMap): AnyResourceMap {
  if (extra.size === 0) return base;
  return cached(overlays, base, extra, () => {
    const both = new Map(base);
    for (const [name, resource] of extra) if (!base.has(name)) both.set(name, resource);
    return both.size === base.size ? base : both;
  });
}

/** What is gone on the way from one content to another: the same map for all that go this way. */
export function gone(before: AnyResourceMap, after: AnyResourceMap): AnyResourceMap {
  const { removed } = diff(before, after);
  if (removed.length === 0) return nothing;
  return cached(departures, before, after, () => pick(before, removed));
}

/** Some of the resources. */
export function pick(resources: AnyResourceMap, names: Iterable<string>): AnyResourceMap {
  const picked = new Map<string, Resource>();
  for (const name of names) {
    const resource = resources.get(name);
    if (resource) picked.set(name, resource);
  }
  return picked;
}

const nothing: AnyResourceMap = new Map();

function cached(
  known: WeakMap<AnyResourceMap, WeakMap<AnyResourceMap, AnyResourceMap>>,
  one: AnyResourceMap,
  other: AnyResourceMap,
  make: () => AnyResourceMap,
): AnyResourceMap {
  let ways = known.get(one);
  if (!ways) known.set(one, (ways = new WeakMap()));
  let made = ways.get(other);
  if (!made) ways.set(other, (made = make()));
  return made;
}
