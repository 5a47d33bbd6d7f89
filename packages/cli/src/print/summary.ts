import type { Diagnostic } from '@xdsim/api';
import { count } from './count.js';

/** `2 errors, 1 note`, or `no findings`. */
export function summary(diagnostics: readonly Diagnostic[]): string {
  const of = (severity: Diagnostic['severity']) => diagnostics.filter((d) => d.severity === severity).length;
  const parts = [
    [of('error'), 'error'],
    [of('warning'), 'warning'],
    [of('info'), 'note'],
  ] as const;
  const said = parts.filter(([number]) => number > 0).map(([number, thing]) => count(number, thing));
  return said.length > 0 ? said.join(', ') : 'no findings';
}
