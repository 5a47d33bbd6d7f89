import { formatGithub, formatJunit, formatSarif } from '@xdsim/api';
import type { Diagnostic, Severity } from '@xdsim/api';
import type { ReportFormat } from '../flags/report-flag.js';
import { version } from '../version.js';
import { printDocument } from './document.js';
import { printDiagnostics } from './print-diagnostics.js';

/** What a command has found, and in what. */
export interface Report {
  readonly diagnostics: readonly Diagnostic[];
  /** What was looked at, by the name that positions carry. */
  readonly texts: ReadonlyMap<string, string>;
  /** From where on a finding makes a test fail. */
  readonly failureThreshold: Severity;
}

/** Writes findings to stdout. */
export async function printReport(report: Report, format: ReportFormat): Promise<void> {
  const { diagnostics, texts, failureThreshold } = report;
  switch (format) {
    case 'pretty':
      printDiagnostics(process.stdout, diagnostics, texts);
      return;
    case 'json':
      await printDocument({ diagnostics: diagnostics.map(toRecord) }, 'json');
      return;
    case 'github':
      process.stdout.write(formatGithub(diagnostics));
      return;
    case 'sarif':
      process.stdout.write(formatSarif(diagnostics, { version }));
      return;
    case 'junit':
      process.stdout.write(formatJunit(diagnostics, { files: [...texts.keys()], failureThreshold }));
  }
}

/** The order of the fields is part of the output. */
function toRecord(d: Diagnostic): object {
  const { code, severity, message, file, line, column, path, object, help, related } = d;
  return { code, severity, message, file, line, column, path, object, help, related };
}
