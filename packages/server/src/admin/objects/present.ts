import { createHash } from 'node:crypto';
import { keyOf, objectKey, toManifest, type AnyObject } from '@xdsim/api';
import type { Registry } from '@xdsim/registry';
import type { Collection } from './target.js';

type Owners = Pick<Registry, 'ownerOf' | 'versionOf'>;

/**
 * An object as Kubernetes shows it, in the version that was asked for. What a file says has no times and no uid: it is
 * known by its key, and its `managedFields` name the file.
 */
export function present(
  object: AnyObject,
  registry: Owners,
  apiVersion: string,
): Readonly<Record<string, unknown>> {
  const key = objectKey(object);
  const version = registry.versionOf(key);
  const owner = registry.ownerOf(key);
  const manifest = toManifest(object) as { readonly metadata: AnyObject['metadata'] };
  const { metadata } = manifest;
  return {
    ...manifest,
    apiVersion,
    metadata: {
      ...metadata,
      creationTimestamp: metadata.creationTimestamp ?? null,
      uid: uidOf(object),
      resourceVersion: version,
      generation: generationOf(object, version),
      ...(owner !== undefined && { managedFields: [{ manager: owner, operation: 'Apply', apiVersion }] }),
    },
  };
}

/** Objects of one kind as Kubernetes shows them. */
export const presentList = (
  objects: readonly AnyObject[],
  registry: Owners,
  { resource: { kind, apiVersion } }: Collection,
  metadata: object,
): object => ({
  kind: `${kind}List`,
  apiVersion,
  metadata,
  items: objects.map((object) => present(object, registry, apiVersion)),
});

/** An object's uid. That of one which was given none follows from its key; RFC 9562: version 8 is what one makes of it. */
export function uidOf(object: AnyObject): string {
  if (object.metadata.uid !== undefined) return object.metadata.uid;
  const hex = createHash('sha256').update(keyOf(object)).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** The generation of an object that was given none is the registry's, which grows with each change as well. */
export const generationOf = ({ metadata }: AnyObject, version: string | undefined): number =>
  metadata.generation ?? Number(version ?? 0);
