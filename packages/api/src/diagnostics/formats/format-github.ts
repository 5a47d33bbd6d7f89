import type { Severity } from '../catalogue.js';
import type { Diagnostic } from '../diagnostic.js';
import { printable } from '../printable.js';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * Diagnostics as workflow commands of GitHub Actions, which shows them at their lines in a pull request; one a line.
 *
 * @example
 * ::error file=mesh.yaml,line=6,col=3,endColumn=7,title=XDS0213::spec lacks the field hosts%0Ahelp: did you mean hosts?
 */
export const formatGithub = (diagnostics: Iterable<Diagnostic>): string =>
  [...diagnostics].map((one) => `${command(one)}\n`).join('');

function command({ severity, code, message, help, file, line, column, endColumn }: Diagnostic): string {
  const properties = Object.entries({ file, line, col: column, endColumn, title: code })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${property(String(value))}`);
  const lines = [message, ...(help === undefined ? [] : [`help: ${help}`])].map(printable);
  return `::${commands[severity]} ${properties.join(',')}::${data(lines.join('\n'))}`;
}

const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
