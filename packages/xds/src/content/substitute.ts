import type { Resource } from '@xdsim/envoy';
import type { AnyResourceMap } from './any-resource-map.js';
import { Overlaid } from './overlaid.js';

/** Other contents that are remembered of one. More differ only where clients mean harm. */
const MOST = 64;

const made = new WeakMap<AnyResourceMap, Map<string, AnyResourceMap>>();

/**
 * The content with other resources in the place of some, or with none. Who is to have the same in the same places gets the
 * same map, and so shares its bytes.
 */
export function substitute(
  content: AnyResourceMap,
  changes: ReadonlyMap<string, Resource | undefined>,
): AnyResourceMap {
  if (changes.size === 0) return content;
  const names = [...changes.keys()].sort();
  const key = JSON.stringify(names.map((name) => [name, identityOf(changes.get(name))]));
  let all = made.get(content);
  if (!all || all.size > MOST) made.set(content, (all = new Map()));
  let one = all.get(key);
  if (!one) all.set(key, (one = laidOver(content, changes)));
  return one;
}

const laidOver = (content: AnyResourceMap, changes: ReadonlyMap<string, Resource | undefined>) =>
  content instanceof Overlaid
    ? new Overlaid(content.base, new Map([...content.extra, ...changes]))
    : new Overlaid(content, changes);

/** Of a version that only the client has there are no bytes. */
const identityOf = (resource: Resource | undefined): string =>
  resource ? `${resource.version} ${resource.bytes.length}` : '';
