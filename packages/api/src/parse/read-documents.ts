import { Composer, type CST, type Document, Lexer, Parser, type YAMLError } from 'yaml';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Source } from './source.js';
import { yamlOptions } from './yaml-options.js';

/**
 * How deep a document may be nested. The deepest object of a real cluster has about 20 levels; the YAML library
 * recurses, and some thousand levels end the whole process instead of throwing.
 */
const maxDepth = 100;

export interface ReadDocument {
  /** Counts from 0, empty documents included. */
  readonly index: number;
  readonly document: Document;
}

/** The YAML documents of a text, one at a time; those that do not parse are reported and left out. */
export function* readDocuments(
  source: Source,
  report: (diagnostic: Diagnostic) => void,
): Generator<ReadDocument, void> {
  let index = 0;
  for (const document of compose(source, report)) {
    if (document === undefined) {
      index += 1;
      continue;
    }
    const [error] = document.errors;
    const control = controlCharacterIn(source, document);
    if (error) report(syntaxDiagnostic(source, error));
    else if (control !== undefined) report(controlDiagnostic(source, control));
    else {
      for (const warning of document.warnings) report(tagDiagnostic(source, warning));
      yield { index, document };
    }
    index += 1;
  }
}

/** Composes documents from tokens; undefined for each that was too deep, and reported. */
function* compose(
  source: Source,
  report: (diagnostic: Diagnostic) => void,
): Generator<Document | undefined, void> {
  const composer = new Composer(yamlOptions);
  for (const token of tokens(source.text)) {
    if (token.type !== 'too-deep') {
      yield* composer.next(token);
      continue;
    }
    // what the composer still holds comes before this document
    yield* composer.end();
    report(
      diagnostic('XDS0105', {
        message: `this document is nested more than ${maxDepth} levels deep`,
        ...source.position(token.offset, token.offset + 1),
      }),
    );
    yield undefined;
  }
  yield* composer.end();
}

interface TooDeep {
  readonly type: 'too-deep';
  readonly offset: number;
}

/** The tokens of a text. Where a document nests too deeply, reading goes on with the next document. */
function* tokens(text: string): Generator<CST.Token | TooDeep, void> {
  let start: number | undefined = 0;
  while (start !== undefined) {
    const parser = new Parser();
    parser.offset = start;
    let deepAt: number | undefined;
    for (const lexeme of new Lexer().lex(text.slice(start))) {
      yield* parser.next(lexeme);
      if (parser.stack.length > maxDepth) {
        deepAt = Math.max(0, parser.offset - 1);
        break;
      }
    }
    if (deepAt === undefined) {
      yield* parser.end();
      return;
    }
    yield { type: 'too-deep', offset: deepAt };
    start = nextDocument(text, deepAt);
  }
}

function nextDocument(text: string, from: number): number | undefined {
  const separator = /^---(?=\s|$)/gm;
  separator.lastIndex = from;
  return separator.exec(text)?.index;
}

// oxlint-disable-next-line no-control-regex -- control characters are what YAML cannot have
const controlCharacter = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFFFE\uFFFF]/;

/** Where a document has a character that YAML does not allow; go-yaml, and so kubectl, rejects it. */
function controlCharacterIn({ text }: Source, { range }: Document): number | undefined {
  const start = range?.[0] ?? 0;
  const at = text.slice(start, range?.[2]).search(controlCharacter);
  return at < 0 ? undefined : start + at;
}

function controlDiagnostic(source: Source, at: number): Diagnostic {
  const code = (source.text.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return diagnostic('XDS0101', {
    message: `the character U+${code} is not allowed in YAML`,
    ...source.position(at, at + 1),
    help: 'remove it, or write it as an escape in double quotes',
  });
}

/** Only the first error of a document is reported: those after it are mostly its consequences. */
function syntaxDiagnostic(source: Source, error: YAMLError): Diagnostic {
  const help = helps[error.code];
  return diagnostic('XDS0101', {
    message: sentence(error.message),
    ...source.position(error.pos[0], error.pos[1]),
    ...(help && { help }),
  });
}

function tagDiagnostic(source: Source, warning: YAMLError): Diagnostic {
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
