import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { decodeText } from './decode-text.js';
import { createSource, type Source } from './source.js';

/** The largest file that is read, in bytes. The largest that people have are some megabytes: a whole cluster in one file. */
export const maxFileBytes = 50 * 1024 * 1024;

/** The text of a file with its lines; undefined, and reported, when it is too large or not UTF-8. */
export function openSource(
  input: string | Uint8Array,
  file: string,
  report: (diagnostic: Diagnostic) => void,
): Source | undefined {
  if (input.length > maxFileBytes) {
    report(tooLarge(file, input.length));
    return undefined;
  }
  const { text, valid } = decodeText(input);
  const source = createSource(text, file);
  if (valid) return source;
  // what is not UTF-8 was decoded to U+FFFD, the replacement character
  const at = text.indexOf('\uFFFD');
  report(
    diagnostic('XDS0103', {
      message: 'this file is not UTF-8 text',
      ...source.position(at, at + 1),
      help: 'save it in UTF-8',
    }),
  );
  return undefined;
}

/** XDS0108: a file that is not read for its size, in bytes; its size is known before it is read. */
export function tooLarge(file: string, size: number): Diagnostic {
  const megabytes = (bytes: number): number => Math.ceil(bytes / (1024 * 1024));
  return diagnostic('XDS0108', {
    message: `this file has ${megabytes(size)} MB, and ${megabytes(maxFileBytes)} MB is the most that is read`,
    file,
    line: 1,
    column: 1,
    help: 'write the objects into several files',
  });
}
