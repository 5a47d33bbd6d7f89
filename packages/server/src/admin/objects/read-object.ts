import { parse, type AnyObject, type Diagnostic } from '@xdsim/api';
import type { Answer } from '../http/answer.js';
import { isJsonObject, textIn, type Document } from './document.js';
import { badRequest, invalid, type Cause } from './failure.js';
import type { Collection } from './target.js';

/** An object that was sent, and what is to be said of it; or why it is not taken. */
export type Read =
  | { readonly object: AnyObject; readonly diagnostics: readonly Diagnostic[]; readonly failure?: undefined }
  | { readonly failure: Answer };

/** Where an object is to be; its name is known unless it is new. */
type Place = Collection & { readonly namespace: string; readonly name?: string };

/** What to make of fields that nobody knows (Kubernetes). */
export type FieldValidation = 'Strict' | 'Warn' | 'Ignore';

/** As many causes are told. */
const MOST_FINDINGS = 100;
const MORE_FINDINGS = 'XDS0109';
const UNKNOWN_FIELD = 'XDS0206';

/** Reads the one object that a document holds. */
export function readObject(document: Document, of: Place, validation: FieldValidation): Read {
  const { resource, namespace } = of;
  const mismatch = document.value === undefined ? undefined : mismatchOf(document.value, of);
  if (mismatch) return { failure: mismatch };
  const { objects, diagnostics } = parse(document.text, {
    file: 'body',
    namespace: namespace || 'default',
    mostFindings: MOST_FINDINGS,
  });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    const more = diagnostics.filter(({ code }) => code === MORE_FINDINGS);
    return { failure: refuse([...errors, ...more], of, textIn(document.value, 'metadata', 'name')) };
  }
  const [object] = objects;
  if (!object || objects.length > 1) {
    const what = objects.length > 1 ? `${objects.length} objects` : (diagnostics[0]?.message ?? 'nothing');
    return { failure: badRequest(`the body has to be one ${resource.kind}, and is: ${what}`) };
  }
  const unknown = diagnostics.filter(({ code }) => code === UNKNOWN_FIELD);
  if (validation === 'Strict' && unknown.length > 0) {
    const fields = unknown.map(({ path }) => `unknown field ${JSON.stringify(path)}`).join(', ');
    const what = `${resource.kind} in version ${JSON.stringify(resource.version)}`;
    const why = `${what} cannot be handled as a ${resource.kind}: strict decoding error: ${fields}`;
    return { failure: badRequest(why, unknown.map(toCause)) };
  }
  const told = validation === 'Ignore' ? diagnostics.filter((one) => !unknown.includes(one)) : diagnostics;
  return { object, diagnostics: told };
}

/** Kubernetes: what the path says and what the object says of itself have to agree, whatever else it says. */
function mismatchOf(value: unknown, of: Place): Answer | undefined {
  const { resource, namespace, name } = of;
  if (!isJsonObject(value)) return badRequest(`the body has to be one ${resource.kind}`);
  const { apiVersion, kind } = value;
  if (apiVersion === undefined || kind === undefined) {
    const missing = kind === undefined ? 'kind' : 'apiVersion';
    return badRequest(`the body has to be one ${resource.kind}, and has no ${missing}`);
  }
  if (apiVersion !== resource.apiVersion) {
    const sent = `the API version in the data (${asText(apiVersion)})`;
    return badRequest(`${sent} does not match the expected API version (${resource.apiVersion})`);
  }
  if (kind !== resource.kind) {
    const message = `Invalid value: ${JSON.stringify(kind)}: must be ${resource.kind}`;
    const cause = { reason: 'FieldValueInvalid', message, field: 'kind' };
    return invalid({ ...resource, kind: asText(kind) }, textIn(value, 'metadata', 'name'), [cause]);
  }
  const ownNamespace = textIn(value, 'metadata', 'namespace');
  if (ownNamespace !== undefined && ownNamespace !== namespace) {
    return badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
  const ownName = textIn(value, 'metadata', 'name');
  if (name === undefined || name === ownName) return undefined;
  return badRequest(
    ownName === undefined
      ? `the object has no name, and the URL says ${name}`
      : `the name of the object (${ownName}) does not match the name on the URL (${name})`,
  );
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A text that is no object is a bad request; an object that breaks the rules is invalid. */
function refuse(errors: readonly Diagnostic[], of: Place, name: string | undefined): Answer {
  const causes = errors.map(toCause);
  const isText = errors.some(({ code }) => code <= 'XDS0204' && code !== MORE_FINDINGS);
  if (isText) return badRequest(causes.map(({ message }) => message).join('; '), causes);
  return invalid(of.resource, of.name ?? name, causes);
}

const reasons: Readonly<Record<string, string>> = {
  XDS0207: 'FieldValueTypeInvalid',
  XDS0208: 'FieldValueNotSupported',
  XDS0213: 'FieldValueRequired',
};

const toCause = ({ code, message, path, help }: Diagnostic): Cause => ({
  reason: reasons[code] ?? 'FieldValueInvalid',
  message: `${message}${help === undefined ? '' : ` (${help})`} [${code}]`,
  ...(path !== undefined && { field: path }),
});
