import { toYaml } from '@xdsim/api';
import type { Registry } from '@xdsim/registry';
import type { AdminState } from '../admin-state.js';
import { json, type Answer, type LiveAnswer } from '../http/answer.js';
import { isRead, isSet, type AdminRequest } from '../http/request.js';
import { createObject } from './create-object.js';
import { deleteObject } from './delete-object.js';
import { deleteObjects } from './delete-objects.js';
import { failed, noSuchPath, notAcceptable, notAllowed, notFound } from './failure.js';
import { listObjects } from './list-objects.js';
import { acceptedType, objectTypes } from './media-type.js';
import { patchObject } from './patch/patch-object.js';
import { present } from './present.js';
import { targetOf, type Collection, type Item } from './target.js';
import { updateObject } from './update-object.js';
import { watchObjects } from './watch/watch-objects.js';

type State = Pick<AdminState, 'history' | 'registry'>;

/**
 * The answer to a request for objects, in the shapes of Kubernetes' API. A change is answered when it is in the registry
 * and, where objects are kept, on the disk; proxies follow.
 */
export async function answerObjects(request: AdminRequest, state: State): Promise<Answer | LiveAnswer> {
  const { registry } = state;
  const type = acceptedType(request.headers.accept);
  if (!type) return notAcceptable(objectTypes);
  const answer = dispatch(request, state);
  if ('body$' in answer) return type === 'application/json' ? answer : notAcceptable(objectTypes.slice(0, 1));
  // Also where nothing had to be changed: what was there may itself be still on its way to the disk.
  if (!isRead(request) && answer.status < 300) {
    try {
      await registry.persisted();
    } catch (error) {
      return failed(503, 'ServiceUnavailable', `the change is made, but not kept: ${String(error)}`);
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

function dispatch(request: AdminRequest, state: State): Answer | LiveAnswer {
  const target = targetOf(request.path);
  if (!target) return noSuchPath();
  switch (target.is) {
    case 'document':
      return isRead(request) ? json(200, target.document) : notAllowed('GET, HEAD');
    case 'collection':
      return answerCollection(request, state, target.collection);
    default:
      return answerItem(request, state.registry, target.item);
  }
}

function answerCollection(request: AdminRequest, state: State, collection: Collection): Answer | LiveAnswer {
  const { registry } = state;
  const { resource, namespace } = collection;
  if (isRead(request)) {
    const isWatch = request.method === 'GET' && isSet(request.query, 'watch');
    return isWatch ? watchObjects(request, state, collection) : listObjects(request, registry, collection);
  }
  if (namespace === undefined) return notAllowed('GET, HEAD');
  switch (request.method) {
    case 'POST':
      return createObject(request, registry, { resource, namespace });
    case 'DELETE':
      return deleteObjects(request, registry, collection);
    default:
      return notAllowed('GET, HEAD, POST, DELETE');
  }
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
