import { eachType, type ResourceSet } from '@xdsim/envoy';
import type { AnyResourceMap } from './content/any-resource-map.js';
import { isSame } from './content/diff.js';
import type { Snapshot } from './snapshot.js';

/** The last content of each view. */
export interface SnapshotCache {
  /**
   * Keeps the content and returns it as it is to be published: types without a change keep their map from before,
   * so that the streams of the view are up to date with them at a glance.
   */
  set(view: string, resources: ResourceSet, generation: number): Snapshot;
  get(view: string): Snapshot | undefined;
  /** Returns false if there is no such view. */
  delete(view: string): boolean;
  /** In the order in which they were first set. */
  views(): readonly string[];
}

/**
 * @example
 * const snapshot = cache.set(viewKey(proxy), translate(registry.snapshot(), proxy).resources, generation);
 * for (const stream of streamsOf(view)) stream.step({ kind: 'publish', ...snapshot });
 */
export function createSnapshotCache(): SnapshotCache {
  const snapshots = new Map<string, Snapshot>();
  return {
    set(view, resources, generation) {
      const before = snapshots.get(view)?.resources;
      const snapshot = { resources: before ? sharing(before, resources) : resources, generation };
      snapshots.set(view, snapshot);
      return snapshot;
    },
    get: (view) => snapshots.get(view),
    delete: (view) => snapshots.delete(view),
    views: () => [...snapshots.keys()],
  };
}

function sharing(before: ResourceSet, after: ResourceSet): ResourceSet {
  return eachType((type) => keepIfSame(before[type], after[type]));
}

function keepIfSame<M extends AnyResourceMap>(before: M, after: M): M {
  return isSame(before, after) ? before : after;
}
