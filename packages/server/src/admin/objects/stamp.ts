import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { AnyObject } from '@xdsim/api';
import { generationOf, uidOf } from './present.js';

/** Kubernetes: seconds. */
const now = (): string => new Date().toISOString().replace(/\.\d+/, '');

/**
 * A new object, with what a server gives to one. A creation time that it brings along stays, other than in Kubernetes:
 * age decides between objects, and what was taken out of a cluster is to mean here what it meant there.
 */
export function stampNew(object: AnyObject): AnyObject {
  const { creationTimestamp = now() } = object.metadata;
  return stamped(object, { creationTimestamp, uid: randomUUID(), generation: 1 });
}

/** An object that takes the place of another: it is the same one, and one generation older if its spec changed. */
export function stampNext(object: AnyObject, before: AnyObject, version: string): AnyObject {
  const { creationTimestamp } = before.metadata;
  const uid = uidOf(before);
  const same = isDeepStrictEqual(object.spec, before.spec);
  const generation = generationOf(before, version) + (same ? 0 : 1);
  return stamped(object, { ...(creationTimestamp !== undefined && { creationTimestamp }), uid, generation });
}

/** Where it was read is of no use to anybody: a body is gone when it is answered. */
function stamped(object: AnyObject, identity: object): AnyObject {
  const { origin: _origin, ...rest } = object;
  const { resourceVersion: _version, creationTimestamp: _time, ...metadata } = object.metadata;
  return { ...rest, metadata: { ...metadata, ...identity } };
}
