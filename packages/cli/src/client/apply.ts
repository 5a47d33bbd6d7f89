import { toManifest } from '@xdsim/api';
import type { AnyObject } from '@xdsim/api';
import type { Client } from './connect.js';
import type { Manifest } from './manifest.js';
import { objectPath } from './object-path.js';
import { ServerError } from './server-error.js';

/** What became of an object, in kubectl's words. */
export interface Applied {
  readonly outcome: 'created' | 'configured' | 'unchanged';
  readonly object: Manifest;
}

/**
 * Makes an object what it is to be.
 *
 * @throws ServerError
 */
export async function apply(client: Client, object: AnyObject): Promise<Applied> {
  const { apiVersion, kind, metadata } = object;
  const place = { apiVersion, kind, namespace: metadata.namespace };
  const path = objectPath({ ...place, name: metadata.name });
  const before = await find(client, path);
  if (!before) {
    const created = await client.ask('POST', objectPath(place), toManifest(object));
    return { outcome: 'created', object: created as Manifest };
  }
  const after = (await client.ask('PUT', path, toManifest(object))) as Manifest;
  const isSame = after.metadata.resourceVersion === before.metadata.resourceVersion;
  return { outcome: isSame ? 'unchanged' : 'configured', object: after };
}

async function find(client: Client, path: string): Promise<Manifest | undefined> {
  try {
    return (await client.ask('GET', path)) as Manifest;
  } catch (error) {
    if (error instanceof ServerError && error.code === 404) return undefined;
    throw error;
  }
}
