import { objectKey } from '@xdsim/api';
import type { Registry } from '@xdsim/registry';
import { json, type Answer } from '../http/answer.js';
import type { AdminRequest } from '../http/request.js';
import { alreadyExists, badRequest, unsupportedType } from './failure.js';
import { mediaType, objectTypes } from './media-type.js';
import { present } from './present.js';
import { readObject } from './read-object.js';
import { stampNew } from './stamp.js';
import type { Collection } from './target.js';
import { warningHeaders } from './warnings.js';
import { writeOptions } from './write-options.js';

/** Whether a body is of a type that objects come in; JSON needs not be said. */
export const isObjectType = ({ headers }: AdminRequest): boolean => {
  const type = mediaType(headers['content-type']);
  return type === '' || objectTypes.some((one) => one === type);
};

export function createObject(
  request: AdminRequest,
  registry: Registry,
  of: Collection & { readonly namespace: string },
): Answer {
  if (!isObjectType(request)) return unsupportedType(objectTypes);
  const options = writeOptions(request);
  if (options.failure) return options.failure;
  const read = readObject(request.body, of, options.validation);
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
