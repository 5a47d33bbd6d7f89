import type { ParsedSelector } from './selector-error.js';

/** The fields that the API server knows of custom resources. */
const fields = ['metadata.name', 'metadata.namespace'] as const;

type Field = (typeof fields)[number];

export interface FieldRequirement {
  readonly field: Field;
  readonly operator: 'is' | 'isNot';
  readonly value: string;
}

/** All of its requirements must hold; one without any selects everything. */
export type FieldSelector = readonly FieldRequirement[];

const isField = (text: string): text is Field => (fields as readonly string[]).includes(text);

/** Splits at commas that no backslash escapes. */
const terms = (text: string): readonly RegExpExecArray[] => [...text.matchAll(/(?:\\.|[^,\\]|\\$)+/gs)];

const unescape = (text: string): string => text.replace(/\\([\\,=])/g, '$1');

/**
 * Reads a field selector as kubectl's `--field-selector` does: `metadata.name=x`, `==`, `!=`, any number of them
 * separated by commas; `\,`, `\=` and `\\` stand for the characters themselves.
 */
export function parseFieldSelector(text: string): ParsedSelector<FieldSelector> {
  const selector: FieldRequirement[] = [];
  for (const term of terms(text)) {
    const column = term.index + 1;
    const match = /^((?:\\.|[^=!\\])*)(!=|==?)((?:\\.|[^=\\])*)$/s.exec(term[0]);
    if (!match) return { error: { message: `'${term[0]}' is not 'field=value' or 'field!=value'`, column } };
    const [, written = '', operator, value = ''] = match;
    const field = written.trim();
    if (!isField(field)) {
      const message = `objects cannot be selected by '${field}', only by ${fields.join(' and ')}`;
      return { error: { message, column } };
    }
    selector.push({ field, operator: operator === '!=' ? 'isNot' : 'is', value: unescape(value) });
  }
  return { selector };
}

export const fieldsMatch = (
  selector: FieldSelector,
  metadata: { readonly name: string; readonly namespace: string },
): boolean =>
  selector.every(({ field, operator, value }) => {
    const actual = field === 'metadata.name' ? metadata.name : metadata.namespace;
    return (actual === value) === (operator === 'is');
  });
