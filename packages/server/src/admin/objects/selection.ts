import {
  parseFieldSelector,
  parseLabelSelector,
  type FieldSelector,
  type LabelSelector,
} from '@xdsim/registry';
import type { Answer } from '../http/answer.js';
import { badRequest } from './failure.js';

/** What of a collection is asked for. */
export interface Selection {
  readonly labels: LabelSelector;
  readonly fields: FieldSelector;
  readonly failure?: undefined;
}

export function readSelection(query: URLSearchParams): Selection | { readonly failure: Answer } {
  const labels = parseLabelSelector(query.get('labelSelector') ?? '');
  if (labels.error) return { failure: badRequest(`labelSelector: ${labels.error.message}`) };
  const fields = parseFieldSelector(query.get('fieldSelector') ?? '');
  if (fields.error) return { failure: badRequest(`fieldSelector: ${fields.error.message}`) };
  return { labels: labels.selector, fields: fields.selector };
}
