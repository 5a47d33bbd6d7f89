import type { AnyObject } from '@xdsim/api';

/** Code units, not locale: the same order on every machine. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Milliseconds since the epoch; an object that says nothing is as old as can be (Istio: the zero time). */
const createdAt = (object: AnyObject): number =>
  object.metadata.creationTimestamp ? Date.parse(object.metadata.creationTimestamp) || 0 : 0;

/**
 * Orders objects from oldest to youngest. Age decides every conflict in Istio: creation time first. Objects of files
 * carry no creation time, so their place (file, then document) stands for it; name, namespace and kind settle the rest:
 * no two objects of one registry are of one age.
 */
export function compareAge(a: AnyObject, b: AnyObject): number {
  return (
    // Most objects are of one time or of none; reading a date costs more than all the rest.
    (a.metadata.creationTimestamp === b.metadata.creationTimestamp ? 0 : createdAt(a) - createdAt(b)) ||
    compareText(a.origin?.file ?? '', b.origin?.file ?? '') ||
    (a.origin?.document ?? 0) - (b.origin?.document ?? 0) ||
    (a.origin?.line ?? 0) - (b.origin?.line ?? 0) ||
    compareText(a.metadata.name, b.metadata.name) ||
    compareText(a.metadata.namespace, b.metadata.namespace) ||
    compareText(a.kind, b.kind)
  );
}
