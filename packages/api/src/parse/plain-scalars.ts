import type { ScalarTag } from 'yaml';

/**
 * What plain words stand for when kubectl reads them: YAML 1.1 as go-yaml has it, which has more booleans than YAML 1.2,
 * octal numbers with a leading zero, and underscores in numbers; but no base 60 numbers, and dates stay text.
 */
export const plainScalars: readonly ScalarTag[] = [
  {
    tag: 'tag:yaml.org,2002:null',
    default: true,
    test: /^(?:~|null|Null|NULL)?$/,
    identify: (value) => value === null || value === undefined,
    resolve: () => null,
    stringify: () => 'null',
  },
  {
    tag: 'tag:yaml.org,2002:bool',
    default: true,
    test: /^(?:[yYnN]|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|true|True|TRUE|false|False|FALSE)$/,
    identify: (value) => typeof value === 'boolean',
    resolve: (text) => /^(?:y|yes|on|true)$/i.test(text),
    stringify: ({ value }) => String(value),
  },
  {
    tag: 'tag:yaml.org,2002:int',
    default: true,
    test: /^[-+]?(?:0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|0[0-7_]*|[1-9][0-9_]*)$/,
    resolve: (text) => wholeNumber(text.replaceAll('_', '')),
  },
  {
    tag: 'tag:yaml.org,2002:float',
    default: true,
    test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
    resolve: (text) =>
      /nan/i.test(text) ? Number.NaN : text.startsWith('-') ? Number.NEGATIVE_INFINITY : Infinity,
  },
  {
    tag: 'tag:yaml.org,2002:float',
    default: true,
    test: /^(?:[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?|[-+]?\.[0-9]+)(?:[eE][-+]?[0-9_]+)?$/,
    identify: (value) => typeof value === 'number',
    resolve: (text) => Number(text.replaceAll('_', '')),
    stringify: ({ value }) => String(value),
  },
  {
    // text all the same, which the reader takes for a merge key; a tag so that it is written in quotes where it is not
    tag: 'tag:yaml.org,2002:merge',
    default: true,
    test: /^<<$/,
    resolve: (text) => text,
  },
];

function wholeNumber(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/^[-+]/, '');
  // JavaScript knows 0x, 0o and 0b, but takes a leading zero for nothing
  const isOctal = /^0[0-7]+$/.test(digits);
  // no -0, which JSON does not have
  return sign * Number(isOctal ? `0o${digits}` : digits) + 0;
}

/** Whether a number is written with a leading zero, so that it is octal and not what it looks like: `010` is 8. */
export function isMisleadingOctal(source: string, value: number): boolean {
  const plain = source.replaceAll('_', '');
  return /^[-+]?0[0-7]+$/.test(plain) && Number(plain) !== value;
}
