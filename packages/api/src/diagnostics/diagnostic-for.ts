import { nameOf } from '../object-key.js';
import type { AnyObject } from '../object.js';
import { locate } from '../parse/locate.js';
import { formatPath, type Path } from '../path.js';
import { writtenPath } from '../written-path.js';
import type { DiagnosticCode } from './catalogue.js';
import { type Diagnostic, diagnostic, type DiagnosticFields } from './diagnostic.js';

/** A diagnostic about one field of an object, with the object's name and the field's place filled in. */
export function diagnosticFor(
  object: AnyObject,
  path: Path,
  code: DiagnosticCode,
  message: string,
  extra: Pick<DiagnosticFields, 'help' | 'related'> = {},
): Diagnostic {
  return diagnostic(code, {
    message,
    ...locate(object, path),
    ...(path.length > 0 && { path: formatPath(writtenPath(object.kind, path)) }),
    object: nameOf(object),
    ...extra,
  });
}
