import { json, type Answer } from '../http/answer.js';
import { resourceDetails } from './resource-details.js';
import { fullName } from './resource.js';
import type { Collection } from './target.js';

/** One thing that is wrong with what was sent. */
export interface Cause {
  readonly reason: string;
  readonly message: string;
  readonly field?: string;
}

/** Kubernetes' `Status` of something that went wrong. */
export const failureStatus = (code: number, reason: string, message: string, details?: object): object => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message,
  reason,
  ...(details && { details }),
  code,
});

/** An answer that is a Kubernetes `Status`. */
export function failed(
  code: number,
  reason: string,
  message: string,
  details?: object,
  headers: Answer['headers'] = {},
): Answer {
  const answer = json(code, failureStatus(code, reason, message, details));
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

export const badRequest = (message: string, causes: readonly Cause[] = []): Answer =>
  failed(400, 'BadRequest', message, causes.length > 0 ? { causes } : undefined);

/** What is too long to be read while others wait. */
export const tooLarge = (message: string): Answer => failed(413, 'RequestEntityTooLarge', message);

/** A path that leads nowhere. */
export const noSuchPath = (): Answer =>
  failed(404, 'NotFound', 'the server could not find the requested resource');

export const notAllowed = (allow: string): Answer =>
  failed(405, 'MethodNotAllowed', `the server does not allow this method here, only ${allow}`, undefined, {
    allow,
  });

const about = ({ resource }: Collection, name: string): string =>
  `${fullName(resource)} ${JSON.stringify(name)}`;

export const notFound = (of: Collection, name: string): Answer =>
  failed(404, 'NotFound', `${about(of, name)} not found`, resourceDetails(of, name));

export const alreadyExists = (of: Collection, name: string, owner: string | undefined): Answer => {
  const where = owner === undefined ? '' : ` in ${owner}`;
  return failed(409, 'AlreadyExists', `${about(of, name)} already exists${where}`, resourceDetails(of, name));
};

/** Kubernetes: something else was there than the client thinks. */
export const conflict = (of: Collection, name: string, why: string): Answer =>
  failed(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${about(of, name)}: ${why}`,
    resourceDetails(of, name),
  );

export const outdated = (of: Collection, name: string): Answer =>
  conflict(
    of,
    name,
    'the object has been modified; please apply your changes to the latest version and try again',
  );

/** What a file says is changed in the file. */
export const ownedByFile = (of: Collection, name: string, owner: string): Answer =>
  conflict(of, name, `it comes from ${owner}: change it there`);

/** What a client takes an object for when it wants it gone, and what it is. */
export const preconditionFailed = (
  of: Collection,
  name: string,
  field: 'UID' | 'ResourceVersion',
  wanted: string,
  actual: string,
): Answer =>
  conflict(
    of,
    name,
    `the ${field} in the precondition (${wanted}) does not match the ${field} in record (${actual})`,
  );

/** Something that breaks the rules of its kind. */
export function invalid(
  { group, kind }: { readonly group: string; readonly kind: string },
  name: string | undefined,
  causes: readonly Cause[],
): Answer {
  const what = group === '' ? kind : `${kind}.${group}`;
  const all = causes.map(({ field, message }) => (field === undefined ? message : `${field}: ${message}`));
  const why = all.length === 1 ? all[0] : `[${all.join(', ')}]`;
  const details = { ...(name !== undefined && { name }), group, kind, causes };
  return failed(422, 'Invalid', `${what} ${JSON.stringify(name ?? '')} is invalid: ${why}`, details);
}

/** Kubernetes: what a query or the body of a DELETE asks for is an object as well, and can be invalid. */
export function invalidOption(
  kind: string,
  field: string,
  value: unknown,
  possible: readonly string[],
): Answer {
  const values = possible.map((one) => JSON.stringify(one)).join(', ');
  const message = `Unsupported value: ${JSON.stringify(value)}: supported values: ${values}`;
  return invalid({ group: 'meta.k8s.io', kind }, undefined, [
    { reason: 'FieldValueNotSupported', message, field },
  ]);
}

export const notAcceptable = (types: readonly string[]): Answer =>
  failed(406, 'NotAcceptable', `only the following media types are accepted: ${types.join(', ')}`);

export const unsupportedType = (accepted: readonly string[]): Answer =>
  failed(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`,
  );

/** Kubernetes: who asks for what came after a generation that is forgotten begins anew with a list. */
export const expired = (generation: number): object =>
  failureStatus(410, 'Expired', `too old resource version: ${generation}`);

/** Kubernetes: a client that knows more than the server, as after a restart, begins anew. */
export const tooNew = (generation: number, current: number): Answer =>
  failed(504, 'Timeout', `Too large resource version: ${generation}, current: ${current}`, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    retryAfterSeconds: 1,
  });
