import type { WriteStream } from 'node:tty';
import { formatDiagnostic } from '@xdsim/api';
import type { Diagnostic } from '@xdsim/api';
import { hasColor } from './has-color.js';

/**
 * Writes diagnostics with their code frames, an empty line between two.
 *
 * @param texts the texts that the positions refer to, by file
 */
export function printDiagnostics(
  stream: WriteStream,
  diagnostics: readonly Diagnostic[],
  texts: ReadonlyMap<string, string>,
): void {
  const color = hasColor(stream);
  for (const diagnostic of diagnostics) {
    const source = diagnostic.file === undefined ? undefined : texts.get(diagnostic.file);
    const text = formatDiagnostic(diagnostic, { color, ...(source !== undefined && { source }) });
    stream.write(`${text}\n\n`);
  }
}
