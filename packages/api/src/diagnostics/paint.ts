import type { Severity } from './catalogue.js';

/** Puts text into ANSI colours, or leaves it alone. */
export interface Paint {
  bold(text: string): string;
  /** Line numbers and rulers. */
  dim(text: string): string;
  severity(severity: Severity, text: string): string;
}

const sgr = (code: string) => (text: string) => `\u001B[${code}m${text}\u001B[0m`;

const severityColours: Readonly<Record<Severity, (text: string) => string>> = {
  error: sgr('1;31'),
  warning: sgr('1;33'),
  info: sgr('1;36'),
};

const colours: Paint = {
  bold: sgr('1'),
  dim: sgr('34'),
  severity: (severity, text) => severityColours[severity](text),
};

const plain: Paint = { bold: (text) => text, dim: (text) => text, severity: (_severity, text) => text };

export function paint(color: boolean | undefined): Paint {
  return color ? colours : plain;
}
