import { hash } from 'node:crypto';
import { typeUrls, type Resource } from '@xdsim/envoy';
import { noResources, type AnyResourceMap } from '../content/any-resource-map.js';
import { memoized } from '../content/memoized.js';
import type { StreamState } from '../state/stream-state.js';
import { covers, type Subscription } from '../state/subscription.js';
import type { TypeState } from '../state/type-state.js';

/** Under which versions a stream speaks of the resources of one type. */
export interface Tie {
  /** What a client says of a resource that it need not be sent again. */
  expected(resource: Resource): string;
  /** As they are sent: the same array for the same resources and clusters, so that streams share its bytes. */
  sent(resources: readonly Resource[]): readonly Resource[];
}

const untied: Tie = { expected: ({ version }) => version, sent: (resources) => resources };

/**
 * On delta an assignment's version follows from the assignment and from the cluster that the client was told of before
 * it. So a client that comes back with a changed cluster says by the old version that the assignment after the change
 * did not reach it.
 */
// xDS: Envoy warms a changed cluster until an assignment comes, changed or not, and does not say so when it reconnects.
export function tieOf(
  { protocol, published, types }: Pick<StreamState, 'protocol' | 'published' | 'types'>,
  { type, told, heldAtFirst }: TypeState,
): Tie {
  if (protocol !== 'delta' || type !== 'endpoints') return untied;
  const clusters = types.get(typeUrls.clusters);
  if (!clusters) {
    // Envoy does not ask for clusters while one is warming. Which one it holds is not known: it may be an older one, and
    // then the version has to differ from that which comes with the newer one.
    return published ? tieToUntold(published.resources.clusters) : untied;
  }
  const tie = tieTo(clusters.told, clusters.subscription);
  const isFirst = told === noResources && heldAtFirst.size > 0;
  return isFirst ? { ...tie, expected: (one) => (isAnew(one, clusters) ? never : tie.expected(one)) } : tie;
}

/** No version that a client can hold. */
const never = 'never';

/** Whether the cluster of an assignment came on this stream: what the client held before is no answer to that. */
// Envoy: a cluster that went and came back as it was warms like any other.
function isAnew({ name }: Resource, { told, heldAtFirst, subscription }: TypeState): boolean {
  const cluster = covers(subscription, name) ? told.get(name) : undefined;
  return cluster !== undefined && heldAtFirst.get(name) !== cluster.version;
}

const tieTo = memoized((clusters: AnyResourceMap, subscription: Subscription): Tie => {
  const withCluster = (one: Resource): Resource =>
    tied(one, covers(subscription, one.name) ? clusters.get(one.name) : undefined);
  return {
    expected: (one) => withCluster(one).version,
    sent: memoized((resources: readonly Resource[]) => resources.map(withCluster)),
  };
});

const tieToUntold = memoized((clusters: AnyResourceMap): Tie => ({
  ...untied,
  expected: (one) => tied(one, clusters.get(one.name)).version,
}));

interface Pair {
  readonly cluster: string;
  readonly assignment: Resource;
}

const pairs = new WeakMap<Resource, Pair>();

/** The assignment under the version that it has together with a cluster. */
function tied(assignment: Resource, cluster: Resource | undefined): Resource {
  if (!cluster) return assignment;
  const known = pairs.get(assignment);
  if (known?.cluster === cluster.version) return known.assignment;
  const version = hash('sha256', assignment.version + cluster.version, 'hex').slice(0, 16);
  const pair = { cluster: cluster.version, assignment: { ...assignment, version } };
  pairs.set(assignment, pair);
  return pair.assignment;
}
