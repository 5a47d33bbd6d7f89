import type { Answer } from '../http/answer.js';
import type { AdminRequest } from '../http/request.js';
import { isJsonObject, readDocument, textIn, toDocument } from './document.js';
import { badRequest, invalidOption } from './failure.js';
import { writeOptions } from './write-options.js';

/** What the query and the body of a DELETE ask for. */
export interface DeleteOptions {
  /** Nothing is to change. */
  readonly dryRun: boolean;
  /** What the object has to be. */
  readonly uid: string | undefined;
  readonly resourceVersion: string | undefined;
  readonly failure?: undefined;
}

const KIND = 'DeleteOptions';

/** Nothing here belongs to anything else, so that all of them come to the same. */
const policies = ['Foreground', 'Background', 'Orphan'];

export function deleteOptions(request: AdminRequest): DeleteOptions | { readonly failure: Answer } {
  const { query, body } = request;
  const asked = writeOptions(query, KIND);
  if (asked.failure) return asked;
  const document = body.length === 0 ? toDocument({}) : readDocument(request);
  if (document.failure) return { failure: document.failure };
  const { value } = document;
  if (!isJsonObject(value) || (textIn(value, 'kind') ?? KIND) !== KIND) {
    return { failure: badRequest(`the body of a DELETE is empty, or ${KIND}`) };
  }
  const dryRun = Array.isArray(value['dryRun']) ? (value['dryRun'] as readonly unknown[]) : [];
  const odd = dryRun.find((one) => one !== 'All');
  if (odd !== undefined) return { failure: invalidOption(KIND, 'dryRun', odd, ['All']) };
  const policy = query.get('propagationPolicy') || textIn(value, 'propagationPolicy');
  if (policy !== undefined && policy !== null && !policies.includes(policy)) {
    return { failure: invalidOption(KIND, 'propagationPolicy', policy, policies) };
  }
  return {
    dryRun: asked.dryRun || dryRun.length > 0,
    uid: textIn(value, 'preconditions', 'uid'),
    resourceVersion: textIn(value, 'preconditions', 'resourceVersion'),
  };
}
