import { objectKey } from '@xdsim/api';
import type { Registry } from '@xdsim/registry';
import { json, type Answer } from '../http/answer.js';
import type { AdminRequest } from '../http/request.js';
import { deleteOptions } from './delete-options.js';
import { preconditionFailed } from './failure.js';
import { uidOf } from './present.js';
import { findChangeable } from './replace-object.js';
import { resourceDetails } from './resource-details.js';
import type { Item } from './target.js';

/** DELETE: the object goes, if it is what the client takes it for. */
export function deleteObject(request: AdminRequest, registry: Registry, item: Item): Answer {
  const options = deleteOptions(request);
  if (options.failure) return options.failure;
  const found = findChangeable(registry, item);
  if (found.failure) return found.failure;
  const uid = uidOf(found.object);
  if (options.uid !== undefined && options.uid !== uid)
    return preconditionFailed(item, item.name, 'UID', options.uid, uid);
  const { resourceVersion = found.version } = options;
  if (resourceVersion !== found.version)
    return preconditionFailed(item, item.name, 'ResourceVersion', resourceVersion, found.version);
  if (!options.dryRun) registry.delete(objectKey(found.object));
  const details = { ...resourceDetails(item, item.name), uid };
  return json(200, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details });
}
