import type { AnyObject, ObjectMeta } from '@xdsim/api';
import type { RegistrySnapshot } from '@xdsim/registry';
import type { Selection } from './selection.js';
import type { Collection } from './target.js';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Kubernetes: a list is in the order of its keys. */
export const byKey = (a: Pick<ObjectMeta, 'name' | 'namespace'>, b: typeof a): number =>
  compare(a.namespace, b.namespace) || compare(a.name, b.name);

/** The selected objects of a collection, in the order of their keys. */
export const sortedObjects = (
  snapshot: RegistrySnapshot,
  { resource, namespace }: Collection,
  { labels, fields }: Selection,
): readonly AnyObject[] =>
  snapshot
    .list(resource.kind, { namespace, labels, fields })
    .toSorted((a, b) => byKey(a.metadata, b.metadata));
