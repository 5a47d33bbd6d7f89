import type { Registry } from '@xdsim/registry';
import type { Answer } from '../../http/answer.js';
import type { AdminRequest } from '../../http/request.js';
import { isJsonObject, readJson, toDocument } from '../document.js';
import { badRequest, failed, unsupportedType } from '../failure.js';
import { mediaType } from '../media-type.js';
import { present } from '../present.js';
import { findChangeable, replaceObject } from '../replace-object.js';
import type { Item } from '../target.js';
import { writeOptions } from '../write-options.js';
import { jsonPatch, type Patched } from './json-patch.js';
import { mergePatch } from './merge-patch.js';

/** A way to say what is to be different. */
interface PatchFormat {
  isPatch(body: unknown): boolean;
  apply(target: object, patch: unknown): Patched;
}

const formats: Readonly<Record<string, PatchFormat>> = {
  'application/merge-patch+json': {
    isPatch: isJsonObject,
    apply: (target, patch) => ({ value: mergePatch(target, patch) }),
  },
  'application/json-patch+json': {
    isPatch: Array.isArray,
    apply: (target, patch) => jsonPatch(target, patch as readonly unknown[]),
  },
};

/** PATCH: the body says what is to be different. */
export function patchObject(request: AdminRequest, registry: Registry, item: Item): Answer {
  const type = mediaType(request.headers['content-type']);
  const format = Object.hasOwn(formats, type) ? formats[type] : undefined;
  if (!format) return unsupportedType(Object.keys(formats));
  const options = writeOptions(request.query, 'PatchOptions');
  if (options.failure) return options.failure;
  const body = readJson(request.body);
  if (body.failure) return body.failure;
  if (!format.isPatch(body.value)) return badRequest(`the body is JSON, and no ${type}`);
  const before = findChangeable(registry, item);
  if (before.failure) return before.failure;
  // Kubernetes: also what the server gave to the object, so that a patch can test for the version.
  const target = present(before.object, registry, item.resource.apiVersion);
  const patched = format.apply(target, body.value);
  if (patched.error !== undefined) return failed(422, 'Invalid', patched.error);
  return replaceObject(toDocument(patched.value), before, registry, item, options);
}
