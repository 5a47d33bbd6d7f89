import { toManifest } from '@xdsim/api';
import type { Registry } from '@xdsim/registry';
import type { Answer } from '../http/answer.js';
import type { AdminRequest } from '../http/request.js';
import { badRequest, unsupportedType } from './failure.js';
import { mediaType } from './media-type.js';
import { mergePatch } from './merge-patch.js';
import { findChangeable, replaceObject } from './replace-object.js';
import type { Item } from './target.js';
import { writeOptions } from './write-options.js';

const PATCH_TYPE = 'application/merge-patch+json';

/** PATCH: the body is merged into the object. */
export function patchObject(request: AdminRequest, registry: Registry, item: Item): Answer {
  if (mediaType(request.headers['content-type']) !== PATCH_TYPE) return unsupportedType([PATCH_TYPE]);
  const options = writeOptions(request);
  if (options.failure) return options.failure;
  const patch = readPatch(request.body);
  if (patch.failure) return patch.failure;
  const before = findChangeable(registry, item);
  if (before.failure) return before.failure;
  const target = { ...toManifest(before.object), apiVersion: item.resource.apiVersion };
  const merged = mergePatch(target, patch.value);
  return replaceObject(JSON.stringify(merged), before, registry, item, options);
}

type Patch = { readonly value: object; readonly failure?: undefined } | { readonly failure: Answer };

function readPatch(body: Uint8Array): Patch {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { value };
    return { failure: badRequest('a merge patch of an object is a JSON object') };
  } catch (error) {
    return { failure: badRequest(`the patch is not JSON: ${(error as Error).message}`) };
  }
}
