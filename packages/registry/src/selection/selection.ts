import type { AnyObject } from '@xdsim/api';
import { fieldsMatch, parseFieldSelector } from './field-selector.js';
import type { FieldSelector } from './field-selector.js';
import { labelsMatch, parseLabelSelector } from './label-selector.js';
import type { LabelSelector } from './label-selector.js';
import type { ParsedSelector } from './selector-error.js';

/** Which objects of a kind are meant: those for which all that is given holds. */
export interface Selection {
  readonly namespace?: string | undefined;
  /** kubectl's text, or the same read by {@link parseLabelSelector}. */
  readonly labels?: string | LabelSelector | undefined;
  /** kubectl's text, or the same read by {@link parseFieldSelector}. */
  readonly fields?: string | FieldSelector | undefined;
}

function read<T>(parse: (text: string) => ParsedSelector<T>, given: string | T): T {
  if (typeof given !== 'string') return given;
  const { selector, error } = parse(given);
  if (error) throw new SyntaxError(`selector "${given}", column ${error.column}: ${error.message}`);
  return selector;
}

/**
 * The test for what a selection says beside its namespace; `undefined` when that is nothing.
 *
 * @throws SyntaxError for a text that does not parse: what users typed is parsed, and answered, first.
 */
export function predicateOf({ labels, fields }: Selection): ((object: AnyObject) => boolean) | undefined {
  const byLabels = read(parseLabelSelector, labels ?? []);
  const byFields = read(parseFieldSelector, fields ?? []);
  if (byLabels.length === 0 && byFields.length === 0) return undefined;
  return ({ metadata }) => fieldsMatch(byFields, metadata) && labelsMatch(byLabels, metadata.labels);
}
