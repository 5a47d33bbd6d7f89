import type { Path } from '../../path.js';
import type { Findings } from '../findings.js';
import { quote } from '../quote.js';

const segment = /^[a-zA-Z0-9\-._~%!$&'()+,;:@=]+$/;

/** A path, which may be a template: `{*}` stands for one segment, and a final `{**}` for all that follow. */
export function checkPathTemplate(findings: Findings, path: Path, text: string): void {
  const isTemplate = text.includes('{*}') || text.includes('{**}');
  const segments = text.replaceAll(/^\/+|\/+$/g, '').split('/');
  const rest = segments.indexOf('{**}');
  const help = 'use {*} for one segment and {**} for all that follow, as whole segments';
  for (const [index, one] of segments.entries()) {
    const isOperator = one === '{*}' || one === '{**}';
    if (isOperator) {
      if (rest < 0 || index <= rest) continue;
      findings.add(path, 'XDS0396', `the path ${quote(text)} goes on with ${one} after {**}`, help);
    } else if (/[{}]/.test(one)) {
      findings.add(path, 'XDS0396', `the path ${quote(text)} has a brace that is no template`, help);
    } else if (isTemplate && !segment.test(one)) {
      findings.add(
        path,
        'XDS0396',
        `the path ${quote(text)} has the segment ${quote(one)} in a template`,
        help,
      );
    } else continue;
    return;
  }
}
