import { catalogue, type DiagnosticCode, type Severity } from './catalogue.js';

/** Something that a user should know about what they wrote: a value, never thrown. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** One sentence that names the thing and what is wrong with it, without the place. */
  readonly message: string;
  readonly file?: string;
  /** Counts from 1, as does `column`. */
  readonly line?: number;
  readonly column?: number;
  /** The column after the last character, when the place ends on the same line. */
  readonly endColumn?: number;
  /** The field, as in `spec.hosts[0]`. */
  readonly path?: string;
  /** The object, as in `ServiceEntry default/reviews`. */
  readonly object?: string;
  /** What to do about it. */
  readonly help?: string;
  readonly related?: readonly RelatedPlace[];
}

export interface RelatedPlace {
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly endColumn?: number;
}

export type DiagnosticFields = Omit<Diagnostic, 'code' | 'severity'>;

/** A diagnostic with the severity that the catalogue gives its code. */
export function diagnostic(code: DiagnosticCode, fields: DiagnosticFields): Diagnostic {
  return { code, severity: catalogue[code].severity, ...fields };
}
