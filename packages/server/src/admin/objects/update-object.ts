import type { Registry } from '@xdsim/registry';
import type { Answer } from '../http/answer.js';
import type { AdminRequest } from '../http/request.js';
import { readDocument } from './document.js';
import { findChangeable, replaceObject } from './replace-object.js';
import type { Item } from './target.js';
import { writeOptions } from './write-options.js';

/** PUT: the body takes the object's place. Without a resourceVersion it does so whatever is there. */
export function updateObject(request: AdminRequest, registry: Registry, item: Item): Answer {
  const document = readDocument(request);
  if (document.failure) return document.failure;
  const options = writeOptions(request.query, 'UpdateOptions');
  if (options.failure) return options.failure;
  const before = findChangeable(registry, item);
  return before.failure ?? replaceObject(document, before, registry, item, options);
}
