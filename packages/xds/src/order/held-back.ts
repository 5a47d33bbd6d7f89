import { typeUrls, VersionedMap, type Cluster, type Resource, type ResourceSet } from '@xdsim/envoy';
import { noResources, type AnyResourceMap } from '../content/any-resource-map.js';
import { diff } from '../content/diff.js';
import { memoized } from '../content/memoized.js';
import type { StreamState } from '../state/stream-state.js';
import { secretsOfCluster } from '../state/references.js';

/** What a client is shown in place of what is published. */
interface Shown {
  readonly published: ResourceSet;
  /** Of the clusters that are not shown as they are published. */
  readonly lacking: Lacking;
}

/** By the names of clusters, the secrets that they lack. */
type Lacking = ReadonlyMap<string, readonly string[]>;

const nothing = {};
const known = new WeakMap<object, Shown>();

/**
 * Keeps back, from a SotW client, clusters that refer to a secret that does not exist: the client keeps the version before, or
 * has none.
 */
// Envoy: a cluster without its secret warms for 15 s, and the ACK of clusters waits for all that are warming: whatever
// changes meanwhile comes late. Delta says of a secret that there is none, and state of the world has no words for it.
export function holdBack(state: StreamState, published: ResourceSet): ResourceSet {
  if (state.protocol === 'delta') return published;
  const before = state.offered?.resources;
  // What a client holds from an earlier stream may be all that it has of a secret, too.
  if (!before && state.types.get(typeUrls.clusters)?.resumed) return published;
  return show(published, before ?? nothing);
}

/** The secrets that clusters lack which are kept back for that. */
export function secretsLacked({ offered }: StreamState): readonly string[] {
  const lacking = offered && known.get(offered.resources)?.lacking;
  return lacking ? [...new Set([...lacking.values()].flat())] : [];
}

const show = memoized((published: ResourceSet, before: ResourceSet | object): ResourceSet => {
  const shown = known.get(before);
  const lacking = lackingIn(published.clusters, published.secrets, shown ?? nothing);
  const old = 'clusters' in before ? before.clusters : noResources;
  // What is lacking is the same list only as long as it is the same.
  const isSame = shown?.published.clusters === published.clusters && shown.lacking === lacking;
  const clusters = isSame ? old : keptBack(published.clusters, lacking, old);
  const resources =
    clusters === published.clusters
      ? published
      : { ...published, clusters: clusters as ResourceSet['clusters'] };
  known.set(resources, { published, lacking });
  return resources;
});

const lackingIn = memoized(
  (clusters: AnyResourceMap, secrets: AnyResourceMap, before: Shown | object): Lacking => {
    const shown = 'lacking' in before ? before : undefined;
    const lacking = new Map<string, readonly string[]>();
    for (const { name, message } of suspects(clusters, secrets, shown)) {
      const missing = secretsOfCluster(message as Cluster).filter((secret) => !secrets.has(secret));
      if (missing.length > 0) lacking.set(name, missing);
    }
    return shown && isEqual(lacking, shown.lacking) ? shown.lacking : lacking;
  },
);

const isEqual = (some: Lacking, others: Lacking): boolean =>
  some.size === others.size &&
  [...some].every(([name, secrets]) => secrets.join() === others.get(name)?.join());

/** Which clusters may lack something: all at first, and later those that changed or lacked something before. */
function suspects(
  clusters: AnyResourceMap,
  secrets: AnyResourceMap,
  shown: Shown | undefined,
): Iterable<Resource> {
  if (!shown || diff(shown.published.secrets, secrets).removed.length > 0) return clusters.values();
  const names = new Set(shown.lacking.keys());
  for (const { name } of diff(shown.published.clusters, clusters).changed) names.add(name);
  return [...names].flatMap((name) => clusters.get(name) ?? []);
}

const keptBack = memoized(
  (clusters: AnyResourceMap, lacking: Lacking, old: AnyResourceMap): AnyResourceMap =>
    lacking.size === 0
      ? clusters
      : VersionedMap.of(clusters).with(Array.from(lacking.keys(), (name) => [name, old.get(name)])),
);
