import type { Resource } from '@xdsim/envoy';
import type { AnyResourceMap } from './any-resource-map.js';
import { memoized } from './memoized.js';

/**
 * The sum of the resources' versions, which are hashes, in two halves of 32 bits. It does not depend on their
 * order, and a resource can be exchanged without looking at the others.
 */
export interface Digest {
  readonly high: number;
  readonly low: number;
}

/** The digest of a whole map. */
export const digestOf = memoized((resources: AnyResourceMap) =>
  exchange({ high: 0, low: 0 }, [], resources.values()),
);

/** The digest after some resources were taken out and others put in. */
export function exchange(digest: Digest, out: Iterable<Resource>, into: Iterable<Resource>): Digest {
  let { high, low } = digest;
  for (const { version } of out) {
    high = (high - half(version, 0)) >>> 0;
    low = (low - half(version, 8)) >>> 0;
  }
  for (const { version } of into) {
    high = (high + half(version, 0)) >>> 0;
    low = (low + half(version, 8)) >>> 0;
  }
  return { high, low };
}

function half(version: string, from: number): number {
  return Number.parseInt(version.slice(from, from + 8), 16);
}

/** Sixteen hexadecimal digits. */
// xDS: versions are compared for equality only. Hashes of the content are the same on every replica and after a
// restart, and differ whenever the content does; a counter would promise neither.
export function versionOf({ high, low }: Digest): string {
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}
