import { toYaml } from '@xdsim/api';
import type { Registry } from '@xdsim/registry';
import { json, type Answer } from '../http/answer.js';
import { isRead, isSet, type AdminRequest } from '../http/request.js';
import { createObject } from './create-object.js';
import { deleteObject } from './delete-object.js';
import { badRequest, failed, noSuchPath, notAllowed, notFound } from './failure.js';
import { listObjects } from './list-objects.js';
import { acceptedType, objectTypes } from './media-type.js';
import { patchObject } from './patch-object.js';
import { present } from './present.js';
import { targetOf, type Collection, type Item } from './target.js';
import { updateObject } from './update-object.js';

/**
 * The answer to a request for objects, in the shapes of Kubernetes' API. A change is answered when it is in the registry
 * and, where objects are kept, on the disk; proxies follow.
 */
export async function answerObjects(request: AdminRequest, registry: Registry): Promise<Answer> {
  const type = acceptedType(request.headers.accept);
  if (!type) {
    const only = `only the following media types are accepted: ${objectTypes.join(', ')}`;
    return failed(406, 'NotAcceptable', only);
  }
  const answer = dispatch(request, registry);
  // Also where nothing had to be changed: what was there may itself be still on its way to the disk.
  if (!isRead(request) && answer.status < 300) {
    try {
      await registry.persisted();
    } catch (error) {
      return failed(500, 'InternalError', `the change is made, but not kept: ${String(error)}`);
    }
  }
  if (type === 'application/yaml') {
    return {
      ...answer,
      headers: { ...answer.headers, 'content-type': type },
      body: toYaml(JSON.parse(answer.body)),
    };
  }
  if (!isSet(request.query, 'pretty')) return answer;
  return { ...answer, body: `${JSON.stringify(JSON.parse(answer.body), undefined, 2)}\n` };
}

function dispatch(request: AdminRequest, registry: Registry): Answer {
  const target = targetOf(request.path);
  if (!target) return noSuchPath();
  switch (target.is) {
    case 'document':
      return isRead(request) ? json(200, target.document) : notAllowed('GET, HEAD');
    case 'collection':
      return answerCollection(request, registry, target.collection);
    default:
      return answerItem(request, registry, target.item);
  }
}

function answerCollection(request: AdminRequest, registry: Registry, collection: Collection): Answer {
  const { resource, namespace } = collection;
  if (isRead(request)) {
    if (isSet(request.query, 'watch')) return badRequest('objects cannot be watched here yet');
    return listObjects(request, registry, collection);
  }
  if (namespace === undefined) return notAllowed('GET, HEAD');
  if (request.method === 'POST') return createObject(request, registry, { resource, namespace });
  return notAllowed('GET, HEAD, POST');
}

function answerItem(request: AdminRequest, registry: Registry, item: Item): Answer {
  switch (request.method) {
    case 'GET':
    case 'HEAD': {
      const { resource, namespace, name } = item;
      const object = registry.snapshot().get(resource.kind, namespace, name);
      return object ? json(200, present(object, registry, resource.apiVersion)) : notFound(item, name);
    }
    case 'PUT':
      return updateObject(request, registry, item);
    case 'PATCH':
      return patchObject(request, registry, item);
    case 'DELETE':
      return deleteObject(request, registry, item);
    default:
      return notAllowed('GET, HEAD, PUT, PATCH, DELETE');
  }
}
