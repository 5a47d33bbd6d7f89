import type { AnyObject } from '../object.js';
import type { Findings } from './findings.js';
import { quote } from './quote.js';

const annotation = 'istio.io/dry-run';

/** Go: what strconv.ParseBool takes. */
const booleans: readonly string[] = '1 t T TRUE true True 0 f F FALSE false False'.split(' ');

/** Istio: only an AuthorizationPolicy that allows or denies can be tried out without effect. */
export function checkDryRun(findings: Findings, object: AnyObject): void {
  const value = object.metadata.annotations?.[annotation];
  if (value === undefined) return;
  const path = ['metadata', 'annotations', annotation];
  if (object.kind !== 'AuthorizationPolicy') {
    findings.add(path, 'XDS0326', `${object.kind} has no dry run`, 'remove the annotation');
    return;
  }
  const { action = 'ALLOW' } = object.spec;
  if (action !== 'ALLOW' && action !== 'DENY') {
    findings.add(path, 'XDS0326', `action ${action} has no dry run`, 'use action ALLOW or DENY');
  } else if (!booleans.includes(value)) {
    findings.add(path, 'XDS0326', `${quote(value)} is neither true nor false`, 'write "true" or "false"');
  }
}
