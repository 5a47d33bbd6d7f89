import type { AnyObject } from '@xdsim/api';
import type { Registry } from '@xdsim/registry';
import { json, type Answer } from '../http/answer.js';
import { textIn, type Document } from './document.js';
import { notFound, outdated, ownedByFile, preconditionFailed } from './failure.js';
import { present, uidOf } from './present.js';
import { readObject } from './read-object.js';
import { stampNext } from './stamp.js';
import type { Item } from './target.js';
import { warningHeaders } from './warnings.js';
import type { WriteOptions } from './write-options.js';

/** An object that may be changed, and its version; or why there is none. */
export type Found =
  | { readonly object: AnyObject; readonly version: string; readonly failure?: undefined }
  | { readonly failure: Answer };

/** Looks up an object that is to be changed. */
export function findChangeable(registry: Registry, item: Item): Found {
  const { name, namespace, resource } = item;
  const key = { kind: resource.kind, namespace, name };
  const object = registry.snapshot().get(resource.kind, namespace, name);
  const version = registry.versionOf(key);
  if (!object || version === undefined) return { failure: notFound(item, name) };
  const owner = registry.ownerOf(key);
  return owner === undefined ? { object, version } : { failure: ownedByFile(item, name, owner) };
}

/** Puts what a document says in the place of an object. */
export function replaceObject(
  document: Document,
  before: Extract<Found, { object: AnyObject }>,
  registry: Registry,
  item: Item,
  { dryRun, validation }: WriteOptions,
): Answer {
  const read = readObject(document, item, validation);
  if (read.failure) return read.failure;
  const { resourceVersion } = read.object.metadata;
  if (isGiven(resourceVersion) && resourceVersion !== before.version) return outdated(item, item.name);
  const uid = uidOf(before.object);
  const asked = textIn(document.value, 'metadata', 'uid') ?? uid;
  if (asked !== uid) return preconditionFailed(item, item.name, 'UID', asked, uid);
  const object = stampNext(read.object, before.object, before.version);
  if (!dryRun) registry.apply([object]);
  const answer = json(200, present(object, registry, item.resource.apiVersion));
  return { ...answer, headers: { ...answer.headers, ...warningHeaders(read.diagnostics) } };
}

/** Kubernetes: 0 is any version. */
const isGiven = (version: string | undefined): version is string =>
  version !== undefined && version !== '' && version !== '0';
