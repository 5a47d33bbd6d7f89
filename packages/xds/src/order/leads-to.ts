import type { Resource } from '@xdsim/envoy';
import { memoized } from '../content/memoized.js';

/** The clusters that a route configuration or a listener may send something to: by routes, weights, mirrors and TCP proxies. */
export const leadsTo = memoized(
  ({ message }: Resource): ReadonlySet<string> =>
    // Virtual hosts and filter chains stay the same objects while others change: each is gone through once.
    new Set(Object.values(message as object).flatMap((part) => [part].flat().flatMap(clustersOfPart))),
);

const clustersOfPart = (part: unknown): readonly string[] =>
  typeof part === 'object' && part !== null ? clustersIn(part) : [];

const clustersIn = memoized((part: object): readonly string[] => [...new Set(namedIn(part))]);

function* namedIn(value: unknown): Iterable<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [field, inner] of Object.entries(value)) {
    // Envoy: the field is called so wherever something is sent to a cluster.
    if (field === 'cluster' && typeof inner === 'string') yield inner;
    else if (field === 'weighted_clusters') yield* weighted(inner);
    else yield* namedIn(inner);
  }
}

function weighted(value: unknown): readonly string[] {
  const { clusters = [] } = value as { readonly clusters?: readonly { readonly name?: string }[] };
  return clusters.flatMap(({ name }) => name ?? []);
}
