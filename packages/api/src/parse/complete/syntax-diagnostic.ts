import type { YAMLError } from 'yaml';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import type { Source } from '../source.js';

/** Only the first error of a document is reported: those after it are mostly its consequences. */
export function syntaxDiagnostic(source: Source, error: YAMLError): Diagnostic {
  const help = helps[error.code];
  return diagnostic('XDS0101', {
    message: sentence(error.message),
    ...source.position(error.pos[0], error.pos[1]),
    ...(help && { help }),
  });
}

export function tagDiagnostic(source: Source, warning: YAMLError): Diagnostic {
  return diagnostic('XDS0107', {
    message: sentence(warning.message),
    ...source.position(warning.pos[0], warning.pos[1]),
    help: 'Istio objects need no tags: remove it',
  });
}

/** The YAML library writes sentences with a capital; our messages continue a line. */
function sentence(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}

const helps: Partial<Record<YAMLError['code'], string>> = {
  TAB_AS_INDENT: 'indent with spaces',
  BAD_SCALAR_START: 'put the value in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'put a value that contains ": " in quotes',
  MULTILINE_IMPLICIT_KEY: 'a key and its colon are on one line: is a colon missing?',
  MISSING_CHAR: 'is a quote, a bracket or a colon missing?',
  BAD_ALIAS: 'quote a text that starts with *',
  BAD_DQ_ESCAPE: 'in double quotes a backslash starts an escape: write \\\\, or use single quotes',
};
