import type { Kind } from './kinds/kinds.js';
import type { AnyObject } from './object.js';

/** What makes an object the same object: two with equal keys are two versions of one. */
export interface ObjectKey {
  readonly kind: Kind;
  readonly namespace: string;
  readonly name: string;
}

/** The parts of an object's key. */
export function objectKey(object: AnyObject): ObjectKey {
  return { kind: object.kind, namespace: object.metadata.namespace, name: object.metadata.name };
}

/** The key as one string, for maps: `ServiceEntry/default/reviews`. */
export function keyOf(of: ObjectKey | AnyObject): string {
  const { namespace, name } = 'metadata' in of ? of.metadata : of;
  return `${of.kind}/${namespace}/${name}`;
}

/** The key as people say it, for messages: `ServiceEntry default/reviews`. */
export function nameOf(of: ObjectKey | AnyObject): string {
  const { namespace, name } = 'metadata' in of ? of.metadata : of;
  return `${of.kind} ${namespace}/${name}`;
}
