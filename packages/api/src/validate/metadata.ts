import { isNamespaced } from '../kinds/kinds.js';
import type { AnyObject } from '../object.js';
import { isDnsLabel } from './domain.js';
import type { Findings } from './findings.js';
import { isLabelKey, isLabelValue, keyHelp, valueHelp } from './labels.js';
import { quote } from './quote.js';

const namePattern = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const timestampPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)$/i;

/** Kubernetes: what the API server asks of every object's metadata. */
export function checkMetadata(findings: Findings, { kind, metadata }: AnyObject): void {
  const { name, namespace, labels = {}, annotations = {}, creationTimestamp } = metadata;
  if (!isNamespaced(kind)) checkClusterScope(findings, kind, { name, namespace });
  else if (name.length > 253 || !namePattern.test(name)) {
    const help = 'use lower case letters, digits, "-" and ".", with a letter or digit at both ends';
    findings.add(['metadata', 'name'], 'XDS0214', `${quote(name)} is not a name`, help);
  }
  if (isNamespaced(kind) && !isNamespace(namespace)) {
    findings.add(
      ['metadata', 'namespace'],
      'XDS0214',
      `${quote(namespace)} is not a namespace`,
      namespaceHelp,
    );
  }
  for (const [key, value] of Object.entries(labels)) {
    const path = ['metadata', 'labels', key];
    if (!isLabelKey(key)) findings.add(path, 'XDS0215', `${quote(key)} is not a label key`, keyHelp);
    if (value.length > 63 || !isLabelValue(value)) {
      findings.add(path, 'XDS0215', `${quote(value)} is not a label value`, `${valueHelp}, 63 at most`);
    }
  }
  for (const key of Object.keys(annotations)) {
    if (isLabelKey(key)) continue;
    findings.add(
      ['metadata', 'annotations', key],
      'XDS0215',
      `${quote(key)} is not an annotation key`,
      keyHelp,
    );
  }
  if (sizeOf(annotations) > MOST_ANNOTATIONS) {
    const help = 'this is no place for files';
    findings.add(['metadata', 'annotations'], 'XDS0215', 'annotations have 256 KiB at most', help);
  }
  const isTime = creationTimestamp === undefined || isTimestamp(creationTimestamp);
  if (!isTime) {
    const help = 'write it as in 2026-01-31T12:00:00Z';
    findings.add(
      ['metadata', 'creationTimestamp'],
      'XDS0215',
      `${quote(creationTimestamp)} is not a time`,
      help,
    );
  }
}

/** Kubernetes: in bytes, keys and values together. */
const MOST_ANNOTATIONS = 256 * 1024;

const sizeOf = (texts: Readonly<Record<string, string>>): number =>
  Object.entries(texts).reduce((sum, [key, value]) => sum + utf8Length(key) + utf8Length(value), 0);

const encoder = new TextEncoder();

const utf8Length = (text: string): number => encoder.encode(text).length;

const namespaceHelp = 'use up to 63 lower case letters, digits and hyphens, with no hyphen at either end';

function isNamespace(text: string): boolean {
  return isDnsLabel(text) && text === text.toLowerCase();
}

/** A Namespace is in no namespace, and its name is what others are in. */
function checkClusterScope(
  findings: Findings,
  kind: string,
  { name, namespace }: { readonly name: string; readonly namespace: string },
): void {
  if (!isNamespace(name)) {
    findings.add(['metadata', 'name'], 'XDS0214', `${quote(name)} is not a namespace`, namespaceHelp);
  }
  if (namespace !== '') {
    findings.add(['metadata', 'namespace'], 'XDS0214', `a ${kind} is in no namespace`, 'remove the field');
  }
}

function isTimestamp(text: string): boolean {
  return timestampPattern.test(text) && !Number.isNaN(Date.parse(text));
}
