import type { Labels } from '../object.js';
import type { Path } from '../path.js';
import type { Findings } from './findings.js';
import { quote } from './quote.js';

const word = '[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?';
const name = '(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const keyPattern = new RegExp(`^(?:(${word}(?:\\.${word})*)/)?(${name})$`);
const valuePattern = new RegExp(`^(?:${name})?$`);

/** Whether a text can be the key of a label: a name, with a domain and a slash before it if need be. */
export function isLabelKey(key: string): boolean {
  const match = keyPattern.exec(key);
  return match !== null && (match[1]?.length ?? 0) <= 253 && (match[2]?.length ?? 0) <= 63;
}

/** Labels that the registry matches, which Istio checks for their form but not for the length of values. */
export function checkLabels(findings: Findings, path: Path, labels: Labels | undefined): void {
  for (const [key, value] of Object.entries(labels ?? {})) {
    if (!isLabelKey(key)) {
      findings.add([...path, key], 'XDS0308', `${quote(key)} is not a label key`, keyHelp);
    }
    if (!isLabelValue(value)) {
      findings.add([...path, key], 'XDS0308', `${quote(value)} is not a label value`, valueHelp);
    }
  }
}

export function isLabelValue(value: string): boolean {
  return valuePattern.test(value);
}

export const keyHelp =
  'use letters, digits, ".", "-" and "_", with a letter or digit at both ends; a domain and "/" may lead';
export const valueHelp = 'use letters, digits, ".", "-" and "_", with a letter or digit at both ends';
