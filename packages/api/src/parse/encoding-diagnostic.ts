import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Source } from './source.js';

/** Says that a file is not UTF-8, at the first byte that is not. */
export function encodingDiagnostic(source: Source): Diagnostic {
  // what is not UTF-8 was decoded to U+FFFD, the replacement character
  const at = source.text.indexOf('\uFFFD');
  return diagnostic('XDS0103', {
    message: 'this file is not UTF-8 text',
    ...source.position(at, at + 1),
    help: 'save it in UTF-8',
  });
}
