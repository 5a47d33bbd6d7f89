import type { Answer } from '../http/answer.js';
import { invalidOption } from './failure.js';
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

/** @param kind what Kubernetes calls the options of such a change */
export function writeOptions(
  query: URLSearchParams,
  kind: string,
): WriteOptions | { readonly failure: Answer } {
  const dryRun = query.getAll('dryRun').filter(Boolean);
  const odd = dryRun.find((value) => value !== 'All');
  if (odd !== undefined) return { failure: invalidOption(kind, 'dryRun', odd, ['All']) };
  const validation = query.get('fieldValidation') || 'Warn';
  if (!isValidation(validation)) {
    return { failure: invalidOption(kind, 'fieldValidation', validation, validations) };
  }
  return { dryRun: dryRun.length > 0, validation };
}
