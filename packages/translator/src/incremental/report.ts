import type { AnyObject, Diagnostic, DiagnosticCode, Path } from '@xdsim/api';
import { diagnosticFor, nameOf } from '@xdsim/api';

/** Something wrong with an object; where it stands is looked up when somebody wants to know. */
export interface Report {
  readonly object: AnyObject;
  readonly path: Path;
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly help: string | undefined;
}

const compareText = (a = '', b = ''): number => (a < b ? -1 : a > b ? 1 : 0);

const compare = (a: Diagnostic, b: Diagnostic): number =>
  compareText(a.file, b.file) ||
  (a.line ?? 0) - (b.line ?? 0) ||
  (a.column ?? 0) - (b.column ?? 0) ||
  compareText(a.object, b.object) ||
  compareText(a.code, b.code) ||
  compareText(a.path, b.path);

/**
 * Reports as diagnostics, by place: one per object, path and code, however many found it. Of several messages the first in
 * order is told, whoever came first.
 */
export function diagnosticsOf(
  reports: Iterable<Report>,
  current: (object: AnyObject) => AnyObject,
): readonly Diagnostic[] {
  const first = new Map<string, Report>();
  for (const report of reports) {
    const key = `${report.code} ${nameOf(report.object)} ${report.path.join('.')}`;
    const known = first.get(key);
    if (!known || compareText(report.message, known.message) < 0) first.set(key, report);
  }
  return [...first.values()]
    .map(({ object, path, code, message, help }) =>
      diagnosticFor(current(object), path, code, message, help ? { help } : {}),
    )
    .sort(compare);
}
