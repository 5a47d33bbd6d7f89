import type { DiagnosticCode } from '../diagnostics/catalogue.js';
import { diagnosticFor } from '../diagnostics/diagnostic-for.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { AnyObject } from '../object.js';
import type { Path } from '../path.js';

/** What the rules found on one object so far. */
export interface Findings {
  readonly all: readonly Diagnostic[];
  add(path: Path, code: DiagnosticCode, message: string, help?: string): void;
}

export function createFindings(object: AnyObject): Findings {
  const all: Diagnostic[] = [];
  return {
    all,
    add(path, code, message, help) {
      all.push(diagnosticFor(object, path, code, message, help === undefined ? {} : { help }));
    },
  };
}
