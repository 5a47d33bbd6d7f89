import { parse, type AnyObject, type Diagnostic } from '@xdsim/api';
import type { Answer } from '../http/answer.js';
import { badRequest, invalid, type Cause } from './failure.js';
import type { Collection } from './target.js';

/** An object that was sent, and what is to be said of it; or why it is not taken. */
export type Read =
  | { readonly object: AnyObject; readonly diagnostics: readonly Diagnostic[]; readonly failure?: undefined }
  | { readonly failure: Answer };

/** What to make of fields that nobody knows (Kubernetes). */
export type FieldValidation = 'Strict' | 'Warn' | 'Ignore';

const UNKNOWN_FIELD = 'XDS0206';

/** Reads the one object that a text holds. */
export function readObject(
  body: string | Uint8Array,
  of: Collection & { readonly namespace: string; readonly name?: string },
  validation: FieldValidation,
): Read {
  const { resource, namespace } = of;
  const { objects, diagnostics } = parse(body, { file: 'body', namespace: namespace || 'default' });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return { failure: refuse(errors, of) };
  const [object] = objects;
  if (!object || objects.length > 1) {
    const what = objects.length > 1 ? `${objects.length} objects` : (diagnostics[0]?.message ?? 'nothing');
    return { failure: badRequest(`the body has to be one ${resource.kind}, and is: ${what}`) };
  }
  const mismatch = mismatchOf(object, of);
  if (mismatch !== undefined) return { failure: badRequest(mismatch) };
  const unknown = diagnostics.filter(({ code }) => code === UNKNOWN_FIELD);
  if (validation === 'Strict' && unknown.length > 0) {
    const fields = unknown.map(({ path }) => `unknown field ${JSON.stringify(path)}`).join(', ');
    return { failure: badRequest(`strict decoding error: ${fields}`, unknown.map(toCause)) };
  }
  const told = validation === 'Ignore' ? diagnostics.filter((one) => !unknown.includes(one)) : diagnostics;
  return { object, diagnostics: told };
}

/** Kubernetes: what the path says and what the object says of itself have to agree. */
function mismatchOf(
  { apiVersion, kind, metadata }: AnyObject,
  { resource, namespace, name }: Collection & { readonly name?: string },
): string | undefined {
  if (kind !== resource.kind) return `the body is a ${kind}, and the path is for a ${resource.kind}`;
  if (apiVersion !== resource.apiVersion) {
    return `the API version in the data (${apiVersion}) does not match the expected API version (${resource.apiVersion})`;
  }
  if (metadata.namespace !== namespace) {
    return `the namespace of the provided object does not match the namespace sent on the request`;
  }
  if (name !== undefined && metadata.name !== name) {
    return `the name of the object (${metadata.name}) does not match the name on the URL (${name})`;
  }
  return undefined;
}

/** A text that is no object is a bad request; an object that breaks the rules is invalid. */
function refuse(errors: readonly Diagnostic[], of: Collection & { readonly name?: string }): Answer {
  const causes = errors.map(toCause);
  const isText = errors.some(({ code }) => code.startsWith('XDS01') || code <= 'XDS0204');
  if (isText) return badRequest(causes.map(({ message }) => message).join('; '), causes);
  return invalid(of, of.name ?? nameIn(errors), causes);
}

/** `shop` of `ServiceEntry default/shop`. */
const nameIn = (errors: readonly Diagnostic[]): string =>
  /[^/ ]+$/.exec(errors.find(({ object }) => object !== undefined)?.object ?? '')?.[0] ?? '';

const reasons: Readonly<Record<string, string>> = {
  XDS0208: 'FieldValueNotSupported',
  XDS0213: 'FieldValueRequired',
};

const toCause = ({ code, message, path, help }: Diagnostic): Cause => ({
  reason: reasons[code] ?? 'FieldValueInvalid',
  message: `${message}${help === undefined ? '' : ` (${help})`} [${code}]`,
  ...(path !== undefined && { field: path }),
});
