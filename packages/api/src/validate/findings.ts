import type { DiagnosticCode } from '../diagnostics/catalogue.js';
import { diagnosticFor } from '../diagnostics/diagnostic-for.js';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { nameOf } from '../object-key.js';
import type { AnyObject } from '../object.js';
import { locate } from '../parse/locate.js';
import type { Path } from '../path.js';

/** What the rules found on one object so far. */
export interface Findings {
  readonly all: readonly Diagnostic[];
  /** @param other a field of the same object that has to do with it, and what it has */
  add(path: Path, code: DiagnosticCode, message: string, help?: string, other?: OtherField): void;
}

export interface OtherField {
  readonly path: Path;
  readonly message: string;
}

/** To find a place takes a search; nobody reads on after as many. */
const maxLocated = 1000;

export function createFindings(object: AnyObject): Findings {
  const all: Diagnostic[] = [];
  return {
    all,
    add(path, code, message, help, other) {
      if (all.length >= maxLocated) {
        const { line = 1, column = 1, file = '' } = object.origin ?? {};
        all.push(diagnostic(code, { message, file, line, column, object: nameOf(object) }));
        return;
      }
      const related = other && [{ message: other.message, ...locate(object, other.path) }];
      all.push(
        diagnosticFor(object, path, code, message, {
          ...(help !== undefined && { help }),
          ...(related && { related }),
        }),
      );
    },
  };
}
