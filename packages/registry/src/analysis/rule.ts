import type { Diagnostic, DiagnosticCode } from '@xdsim/api';
import type { AnalysisContext } from './context.js';

/** One thing that can be wrong between objects. Its name is the name of its file, its test and its title's page. */
export interface Rule {
  readonly code: DiagnosticCode;
  readonly name: string;
  check(context: AnalysisContext): Iterable<Diagnostic>;
}
