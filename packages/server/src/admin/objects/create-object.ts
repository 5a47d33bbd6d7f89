import { objectKey } from '@xdsim/api';
import type { Registry } from '@xdsim/registry';
import { json, type Answer } from '../http/answer.js';
import type { AdminRequest } from '../http/request.js';
import { isJsonObject, readDocument, textIn, toDocument, type Document } from './document.js';
import { alreadyExists, badRequest } from './failure.js';
import { generateName } from './generate-name.js';
import { present } from './present.js';
import { readObject } from './read-object.js';
import { stampNew } from './stamp.js';
import type { Collection } from './target.js';
import { warningHeaders } from './warnings.js';
import { writeOptions } from './write-options.js';

type Place = Collection & { readonly namespace: string };

/** POST: what the body says is new. */
export function createObject(request: AdminRequest, registry: Registry, of: Place): Answer {
  const document = readDocument(request);
  if (document.failure) return document.failure;
  const options = writeOptions(request.query, 'CreateOptions');
  if (options.failure) return options.failure;
  const read = readObject(withName(document, registry, of), of, options.validation);
  if (read.failure) return read.failure;
  const { name, resourceVersion } = read.object.metadata;
  if (resourceVersion !== undefined && resourceVersion !== '')
    return badRequest('resourceVersion should not be set on objects to be created');
  const key = objectKey(read.object);
  if (registry.versionOf(key) !== undefined) return alreadyExists(of, name, registry.ownerOf(key));
  const object = stampNew(read.object);
  if (!options.dryRun) registry.apply([object]);
  const answer = json(201, present(object, registry, of.resource.apiVersion));
  return { ...answer, headers: { ...answer.headers, ...warningHeaders(read.diagnostics) } };
}

/** Kubernetes: an object without a name that says how its name begins is given one that is free. */
function withName(document: Document, registry: Registry, { resource, namespace }: Place): Document {
  const { value } = document;
  const prefix = textIn(value, 'metadata', 'generateName');
  if (prefix === undefined || textIn(value, 'metadata', 'name') !== undefined) return document;
  if (!isJsonObject(value) || !isJsonObject(value['metadata'])) return document;
  const isFree = (name: string): boolean =>
    registry.versionOf({ kind: resource.kind, namespace, name }) === undefined;
  return toDocument({ ...value, metadata: { ...value['metadata'], name: generateName(prefix, isFree) } });
}
