import type { Resource } from '@xdsim/envoy';
import { covers, type Subscription } from '../state/subscription.js';
import type { AnyResourceMap } from '../content/any-resource-map.js';
import { diff } from '../content/diff.js';
import { digestOf, exchange, type Digest } from '../content/digest.js';
import { memoized } from '../content/memoized.js';

/** What stands for a requested name that does not exist, if anything does. */
export type Substitute = (name: string) => Resource | undefined;

/** The digest of what a subscription shows of some content. */
export const visibleDigest = memoized(
  (resources: AnyResourceMap, { wildcard, names }: Subscription, substitute: Substitute): Digest => {
    const visible: Resource[] = [];
    for (const name of names) {
      const resource = resources.get(name);
      const shown = resource === undefined ? substitute(name) : wildcard ? undefined : resource;
      if (shown) visible.push(shown);
    }
    return exchange(wildcard ? digestOf(resources) : nothing, [], visible);
  },
);

/** The same after the content changed, in the time that the change takes. */
export const shiftedDigest = memoized(
  (
    digest: Digest,
    before: AnyResourceMap,
    after: AnyResourceMap,
    subscription: Subscription,
    substitute: Substitute,
  ): Digest => {
    const out: Resource[] = [];
    const into: Resource[] = [];
    const substituteFor = (name: string) => (subscription.names.has(name) ? substitute(name) : undefined);
    const { changed, removed } = diff(before, after);
    for (const resource of changed) {
      if (!covers(subscription, resource.name)) continue;
      const old = before.get(resource.name) ?? substituteFor(resource.name);
      if (old) out.push(old);
      into.push(resource);
    }
    for (const name of removed) {
      if (!covers(subscription, name)) continue;
      const old = before.get(name);
      const next = substituteFor(name);
      if (old) out.push(old);
      if (next) into.push(next);
    }
    return exchange(digest, out, into);
  },
);

const nothing: Digest = { high: 0, low: 0 };
