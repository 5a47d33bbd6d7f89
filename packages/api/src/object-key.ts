import type { Kind } from './kinds/kinds.js';
import type { AnyObject } from './object.js';

/** What makes an object the same object: two with equal keys are two versions of one. */
export interface ObjectKey {
  readonly kind: Kind;
  /** Empty for an object that lives in no namespace. */
  readonly namespace: string;
  readonly name: string;
}

/** The parts of an object's key. */
export function objectKey(object: AnyObject): ObjectKey {
  return { kind: object.kind, namespace: object.metadata.namespace, name: object.metadata.name };
}

/** The key as one string, for maps: `ServiceEntry/default/reviews`, and `Namespace/web` for what has no namespace. */
export function keyOf(of: ObjectKey | AnyObject): string {
  return `${of.kind}/${fullName(of)}`;
}

/** The key as people say it, for messages: `ServiceEntry default/reviews`. */
export function nameOf(of: ObjectKey | AnyObject): string {
  return `${of.kind} ${fullName(of)}`;
}

function fullName(of: ObjectKey | AnyObject): string {
  const { namespace, name } = 'metadata' in of ? of.metadata : of;
  return namespace === '' ? name : `${namespace}/${name}`;
}
