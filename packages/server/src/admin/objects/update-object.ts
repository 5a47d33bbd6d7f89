import type { Registry } from '@xdsim/registry';
import type { Answer } from '../http/answer.js';
import type { AdminRequest } from '../http/request.js';
import { isObjectType } from './create-object.js';
import { unsupportedType } from './failure.js';
import { objectTypes } from './media-type.js';
import { findChangeable, replaceObject } from './replace-object.js';
import type { Item } from './target.js';
import { writeOptions } from './write-options.js';

/** PUT: the body takes the object's place. Without a resourceVersion it does so whatever is there. */
export function updateObject(request: AdminRequest, registry: Registry, item: Item): Answer {
  if (!isObjectType(request)) return unsupportedType(objectTypes);
  const options = writeOptions(request);
  if (options.failure) return options.failure;
  const before = findChangeable(registry, item);
  return before.failure ?? replaceObject(request.body, before, registry, item, options);
}
