import type { Severity } from './catalogue.js';
import type { Diagnostic, RelatedPlace } from './diagnostic.js';
import { type Paint, paint } from './paint.js';
import { printable } from './printable.js';

/** Longer lines are cut to a window around the place. */
const maxWidth = 100;

/**
 * The lines around a diagnostic, numbered, with carets under its place; empty when it has no place in this text.
 *
 * Related places in the same file follow, each with its message.
 *
 * @param source the whole text of the file that the diagnostic is about
 */
export function codeFrame(
  source: string,
  diagnostic: Diagnostic,
  options: { readonly color?: boolean } = {},
): string {
  const { line, file } = diagnostic;
  const lines = linesOf(source);
  if (line === undefined || lines[line - 1] === undefined) return '';
  const related = (diagnostic.related ?? []).filter(
    (place) => place.file === file && lines[(place.line ?? 0) - 1] !== undefined,
  );
  const after = lines[line]?.trim() ? line + 1 : line;
  const frame: Frame = { lines, width: gutterWidth(source, diagnostic), pen: paint(options.color) };
  return [
    rule(frame),
    ...[line - 2, line - 1].filter((number) => number > 0).map((number) => numbered(frame, number)),
    ...marked(frame, { ...diagnostic, message: '' }, '^', diagnostic.severity),
    ...(after > line ? [numbered(frame, after)] : []),
    ...related.flatMap((place) => [
      frame.pen.dim(`${' '.repeat(frame.width)} ::: `) + `${place.file}:${place.line}:${place.column ?? 1}`,
      rule(frame),
      ...marked(frame, place, '-', 'info'),
    ]),
    rule(frame),
  ].join('\n');
}

/** The width of the line numbers in a diagnostic's code frame; 1 when it has none. */
export function gutterWidth(source: string | undefined, diagnostic: Diagnostic): number {
  const { line, file, related = [] } = diagnostic;
  if (source === undefined || line === undefined) return 1;
  const after = linesOf(source)[line]?.trim() ? line + 1 : line;
  return String(Math.max(after, ...related.map((place) => (place.file === file ? (place.line ?? 0) : 0))))
    .length;
}

/** The last text's lines are kept: a file with many findings is printed many times. */
let latest: { readonly source: string; readonly lines: readonly string[] } = { source: '', lines: [''] };

function linesOf(source: string): readonly string[] {
  if (latest.source !== source) latest = { source, lines: source.split(/\r?\n/) };
  return latest.lines;
}

interface Frame {
  readonly lines: readonly string[];
  /** Of the line numbers. */
  readonly width: number;
  readonly pen: Paint;
}

function rule({ width, pen }: Frame): string {
  return pen.dim(`${' '.repeat(width)} |`);
}

function numbered({ lines, width, pen }: Frame, number: number, from = 0): string {
  const text = excerpt(lines[number - 1] ?? '', from).trimEnd();
  const gutter = pen.dim(`${String(number).padStart(width)} |`);
  return text === '' ? gutter : `${gutter} ${text}`;
}

function marked(frame: Frame, place: RelatedPlace, sign: string, severity: Severity): string[] {
  const { line = 1, column, message } = place;
  const text = frame.lines[line - 1] ?? '';
  if (column === undefined) return [numbered(frame, line)];
  // far to the right in a long line: show what is around the place
  const from = column > maxWidth - 20 ? column - 40 : 0;
  const end = Math.min(place.endColumn ?? column + 1, from + maxWidth + 1, text.length + 1);
  const marks = frame.pen.severity(
    severity,
    sign.repeat(Math.max(1, end - column)) + (message && ` ${printable(message)}`),
  );
  return [numbered(frame, line, from), `${rule(frame)} ${' '.repeat(column - 1 - from)}${marks}`];
}

function excerpt(text: string, from: number): string {
  const part = printable(text.slice(from, from + maxWidth));
  const head = from > 0 ? `…${part.slice(1)}` : part;
  return text.length > from + maxWidth ? `${head.slice(0, -1)}…` : head;
}
