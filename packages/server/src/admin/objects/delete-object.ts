import { objectKey } from '@xdsim/api';
import type { Registry } from '@xdsim/registry';
import { json, type Answer } from '../http/answer.js';
import type { AdminRequest } from '../http/request.js';
import { badRequest, conflict } from './failure.js';
import { uidOf } from './present.js';
import { findChangeable } from './replace-object.js';
import { resourceDetails } from './resource-details.js';
import type { Item } from './target.js';
import { writeOptions } from './write-options.js';

/** What Kubernetes' DeleteOptions say that matters here. */
interface DeleteOptions {
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
  readonly dryRun?: readonly string[];
}

export function deleteObject(request: AdminRequest, registry: Registry, item: Item): Answer {
  const options = writeOptions(request);
  if (options.failure) return options.failure;
  const body = readOptions(request.body);
  if (!body) return badRequest('the body of a DELETE is empty, or DeleteOptions as JSON');
  const found = findChangeable(registry, item);
  if (found.failure) return found.failure;
  const uid = found.object.metadata.uid ?? uidOf(found.object);
  const { preconditions = {}, dryRun = [] } = body;
  for (const [field, wanted, actual] of [
    ['UID', preconditions.uid, uid],
    ['ResourceVersion', preconditions.resourceVersion, found.version],
  ] as const) {
    if (wanted === undefined || wanted === actual) continue;
    const why = `the ${field} in the precondition (${wanted}) does not match the ${field} in record (${actual})`;
    return conflict(item, item.name, why);
  }
  if (!options.dryRun && !dryRun.includes('All')) registry.delete(objectKey(found.object));
  const details = { ...resourceDetails(item, item.name), uid };
  return json(200, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details });
}

function readOptions(body: Uint8Array): DeleteOptions | undefined {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(body));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
