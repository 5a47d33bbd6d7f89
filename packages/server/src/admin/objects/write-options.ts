import type { Answer } from '../http/answer.js';
import type { AdminRequest } from '../http/request.js';
import { badRequest } from './failure.js';
import type { FieldValidation } from './read-object.js';

/** What a change's query asks for. */
export interface WriteOptions {
  /** Nothing is to change. */
  readonly dryRun: boolean;
  readonly validation: FieldValidation;
  readonly failure?: undefined;
}

const validations: readonly string[] = ['Strict', 'Warn', 'Ignore'] satisfies FieldValidation[];

const isValidation = (text: string): text is FieldValidation => validations.includes(text);

export function writeOptions({ query }: AdminRequest): WriteOptions | { readonly failure: Answer } {
  const dryRun = query.getAll('dryRun');
  if (dryRun.some((value) => value !== 'All')) return { failure: badRequest('dryRun can be All') };
  const validation = query.get('fieldValidation') ?? 'Warn';
  if (!isValidation(validation)) {
    return { failure: badRequest(`fieldValidation can be ${validations.join(', ')}`) };
  }
  return { dryRun: dryRun.length > 0, validation };
}
