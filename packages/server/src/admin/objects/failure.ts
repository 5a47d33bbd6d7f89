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

/** An answer that is a Kubernetes `Status`. */
export function failed(
  code: number,
  reason: string,
  message: string,
  details: object = {},
  headers: Answer['headers'] = {},
): Answer {
  const status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason };
  const answer = json(code, { ...status, details, code });
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

export const badRequest = (message: string, causes: readonly Cause[] = []): Answer =>
  failed(400, 'BadRequest', message, causes.length > 0 ? { causes } : {});

/** A path that leads nowhere. */
export const noSuchPath = (): Answer =>
  failed(404, 'NotFound', 'the server could not find the requested resource');

export const notAllowed = (allow: string): Answer =>
  failed(405, 'MethodNotAllowed', `the server does not allow this method here, only ${allow}`, {}, { allow });

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

export const invalid = (of: Collection, name: string, causes: readonly Cause[]): Answer => {
  const { kind, group } = of.resource;
  const what = group === '' ? kind : `${kind}.${group}`;
  const all = causes.map(({ field, message }) => (field === undefined ? message : `${field}: ${message}`));
  const why = all.length === 1 ? all[0] : `[${all.join(', ')}]`;
  const details = { name, group, kind, causes };
  return failed(422, 'Invalid', `${what} ${JSON.stringify(name)} is invalid: ${why}`, details);
};

export const unsupportedType = (accepted: readonly string[]): Answer =>
  failed(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`,
  );
