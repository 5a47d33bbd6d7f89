import { codeFrame, gutterWidth } from './code-frame.js';
import type { Diagnostic } from './diagnostic.js';
import { paint } from './paint.js';
import { printable } from './printable.js';

export interface FormatOptions {
  /** The whole text of the diagnostic's file; without it there is no code frame. */
  readonly source?: string;
  readonly color?: boolean;
}

/**
 * A diagnostic for people: what is wrong, where, the lines around it, and what to do.
 *
 * @example
 * error[XDS0213]: spec lacks the field hosts, and has "hots" instead
 *  --> mesh.yaml:6:3
 *   |
 * 5 | spec:
 * 6 |   hots: [a.example.com]
 *   |   ^^^^
 *   |
 *   = help: did you mean hosts?
 *   = more: xdsim help XDS0213
 */
export function formatDiagnostic(diagnostic: Diagnostic, options: FormatOptions = {}): string {
  const { code, severity, message, file, line, column, object, help, related = [] } = diagnostic;
  const pen = paint(options.color);
  const frame = options.source === undefined ? '' : codeFrame(options.source, diagnostic, options);
  const indent = ' '.repeat(gutterWidth(options.source, diagnostic) + 1);
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  const outside = related.filter((other) => frame === '' || other.file !== file);
  return [
    `${pen.severity(severity, `${severity}[${code}]`)}${pen.bold(`: ${printable(message)}`)}`,
    ...(place === '' ? [] : [`${indent.slice(1)}${pen.dim('-->')} ${printable(place)}`]),
    ...(frame === '' ? [] : [frame]),
    ...outside.map((other) => {
      const where = [other.file, other.line, other.column].filter((part) => part !== undefined).join(':');
      return `${indent}${pen.dim('=')} ${printable(where === '' ? other.message : `${where}: ${other.message}`)}`;
    }),
    ...(object === undefined ? [] : [`${indent}${pen.dim('=')} in ${printable(object)}`]),
    ...(help === undefined ? [] : [`${indent}${pen.dim('=')} help: ${printable(help)}`]),
    `${indent}${pen.dim('=')} more: xdsim help ${code}`,
  ].join('\n');
}
