import type { DiagnosticCode } from '../diagnostics/catalogue.js';
import { diagnosticFor } from '../diagnostics/diagnostic-for.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { createObjectTally } from '../diagnostics/object-tally.js';
import { nameOf } from '../object-key.js';
import type { AnyObject } from '../object.js';
import { locate } from '../parse/locate.js';
import type { Path } from '../path.js';

/** What the rules found on one object so far. */
export interface Findings {
  /** All that was found, and that there is more, if there is. */
  all(): readonly Diagnostic[];
  /**
   * @param other a field of the same object that has to do with it, and what it has
   * @throws EnoughErrors when there are so many that the checks may end
   */
  add(path: Path, code: DiagnosticCode, message: string, help?: string, other?: OtherField): void;
}

export interface OtherField {
  readonly path: Path;
  readonly message: string;
}

export function createFindings(object: AnyObject): Findings {
  const found: Diagnostic[] = [];
  const tally = createObjectTally();
  return {
    all() {
      const rest = tally.rest({ ...object.origin, object: nameOf(object) });
      return rest ? [...found, rest] : found;
    },
    add(path, code, message, help, other) {
      if (!tally.admits(code)) return;
      const related = other && [{ message: other.message, ...locate(object, other.path) }];
      found.push(
        diagnosticFor(object, path, code, message, {
          ...(help !== undefined && { help }),
          ...(related && { related }),
        }),
      );
    },
  };
}
