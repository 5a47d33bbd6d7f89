import type { Diagnostic } from '../../../src/index.js';

/** One with everything, one with characters that formats must escape, and one without a place. */
export const findings: readonly Diagnostic[] = [
  {
    code: 'XDS0705',
    severity: 'error',
    message: 'no rule declares the subset "v2"',
    file: 'mesh/shop.yaml',
    line: 8,
    column: 19,
    endColumn: 21,
    path: 'spec.http[0].route[0].destination.subset',
    object: 'VirtualService default/shop',
    help: 'did you mean "v1"?',
    related: [
      { message: 'subsets are declared here', file: 'mesh/rule.yaml', line: 4, column: 3 },
      { message: 'from nowhere' },
    ],
  },
  {
    code: 'XDS0729',
    severity: 'warning',
    message: '<a> & 50 % \u001B[31m,\nb: c',
    file: 'a, b:c/d é.yaml',
    line: 1,
    object: 'VirtualService default/x',
  },
  { code: 'XDS0713', severity: 'info', message: 'no service selects this' },
];
