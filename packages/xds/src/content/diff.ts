import { VersionedMap, type Resource } from '@xdsim/envoy';
import { allResources } from './all-resources.js';
import { noResources, type AnyResourceMap } from './any-resource-map.js';
import { memoized } from './memoized.js';
import { Overlaid } from './overlaid.js';

/** The way from one content to another. */
export interface Diff {
  /** Added or of another version, in the order of the content that they lead to. */
  readonly changed: readonly Resource[];
  /** Names that are gone. */
  readonly removed: readonly string[];
}

const nothing: Diff = { changed: [], removed: [] };

/**
 * Compares by version. Streams of one view go the same way at the same time, so each way is computed once and
 * all of them get the same arrays.
 */
export function diff(before: AnyResourceMap, after: AnyResourceMap): Diff {
  return before === after ? nothing : wayTo(after, before);
}

const wayTo = memoized(compare);

function compare(after: AnyResourceMap, before: AnyResourceMap): Diff {
  if (before.size === 0) return { changed: allResources(after), removed: nothing.removed };
  const names = namesBetween(before, after);
  if (names) return compareNames(before, after, [...names].sort());
  const changed: Resource[] = [];
  let kept = 0;
  for (const [name, resource] of after) {
    const old = before.get(name);
    if (old !== undefined) kept += 1;
    if (old !== resource && old?.version !== resource.version) changed.push(resource);
  }
  const removed = kept === before.size ? [] : [...before.keys()].filter((name) => !after.has(name));
  return { changed, removed };
}

/** The names that may differ, where it need not be looked for them. */
function namesBetween(before: AnyResourceMap, after: AnyResourceMap): Iterable<string> | undefined {
  const [from, to] = [layersOf(before), layersOf(after)];
  const names =
    from.base === to.base
      ? []
      : to.base instanceof VersionedMap
        ? to.base.changedSince(from.base)
        : undefined;
  return names && new Set([...names, ...from.extra.keys(), ...to.extra.keys()]);
}

const layersOf = (map: AnyResourceMap): Pick<Overlaid, 'base' | 'extra'> =>
  map instanceof Overlaid ? map : { base: map, extra: noResources };

/** Two versions of one map know which names may differ: the others are not looked at. */
function compareNames(before: AnyResourceMap, after: AnyResourceMap, names: readonly string[]): Diff {
  const changed: Resource[] = [];
  const removed: string[] = [];
  for (const name of names) {
    const [old, resource] = [before.get(name), after.get(name)];
    if (!resource) removed.push(...(old ? [name] : []));
    else if (old?.version !== resource.version) changed.push(resource);
  }
  return { changed, removed };
}

/** Whether nothing leads from one to the other. */
export function isSame(before: AnyResourceMap, after: AnyResourceMap): boolean {
  const { changed, removed } = diff(before, after);
  return changed.length === 0 && removed.length === 0;
}
