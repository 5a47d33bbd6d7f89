import type { AnyObject } from '@xdsim/api';

/** Code units, not locale: the same order on every machine. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Milliseconds since the epoch; an object that says nothing is as old as can be (Istio: the zero time). */
const createdAt = (object: AnyObject): number =>
  object.metadata.creationTimestamp ? Date.parse(object.metadata.creationTimestamp) || 0 : 0;

/** By creation time alone: objects without one are of one age, as if they had been applied within one second. */
export const compareTime = (a: AnyObject, b: AnyObject): number =>
  // Most objects are of one time or of none; reading a date costs more than all the rest.
  a.metadata.creationTimestamp === b.metadata.creationTimestamp ? 0 : createdAt(a) - createdAt(b);

/**
 * Orders objects from oldest to youngest. Age decides every conflict in Istio: creation time first, which Kubernetes
 * keeps in whole seconds, then name and namespace. Where a file has an object does not matter
 * (docs/decisions/0023-age-without-times.md). The kind settles the rest: no two objects of one registry are of one age.
 */
export const compareAge = (a: AnyObject, b: AnyObject): number =>
  compareTime(a, b) ||
  compareText(a.metadata.name, b.metadata.name) ||
  compareText(a.metadata.namespace, b.metadata.namespace) ||
  compareText(a.kind, b.kind);

/** Why the first of two objects, as {@link compareAge} has them, counts before the second: words for a message. */
export const whyFirst = (first: AnyObject, second: AnyObject): string =>
  compareTime(first, second) < 0 ? 'it is older' : 'its name comes first';
