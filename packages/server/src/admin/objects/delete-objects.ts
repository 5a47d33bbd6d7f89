import { objectKey } from '@xdsim/api';
import type { Registry } from '@xdsim/registry';
import { json, type Answer } from '../http/answer.js';
import type { AdminRequest } from '../http/request.js';
import { deleteOptions } from './delete-options.js';
import { ownedByFile } from './failure.js';
import { presentList } from './present.js';
import { readSelection } from './selection.js';
import { sortedObjects } from './sorted-objects.js';
import type { Collection } from './target.js';

/**
 * DELETE of a collection: the selected objects go, and are the answer. Where a file says one of them, none goes: whoever
 * wants all gone is not served by a part of them.
 */
export function deleteObjects(request: AdminRequest, registry: Registry, of: Collection): Answer {
  const options = deleteOptions(request);
  if (options.failure) return options.failure;
  const selection = readSelection(request.query);
  if (selection.failure) return selection.failure;
  const snapshot = registry.snapshot();
  const objects = sortedObjects(snapshot, of, selection);
  for (const object of objects) {
    const owner = registry.ownerOf(objectKey(object));
    if (owner !== undefined) return ownedByFile(of, object.metadata.name, owner);
  }
  const answer = json(
    200,
    presentList(objects, registry, of, { resourceVersion: String(snapshot.generation) }),
  );
  if (!options.dryRun) for (const object of objects) registry.delete(objectKey(object));
  return answer;
}
