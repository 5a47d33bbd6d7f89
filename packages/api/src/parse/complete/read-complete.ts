import { Composer, type CST, type Document as YamlDocument, Lexer, Parser } from 'yaml';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import type { Document } from '../nodes.js';
import type { Source } from '../source.js';
import { nextDocument, type Part } from '../split-documents.js';
import { yamlOptions } from '../yaml-options.js';
import { fromYaml } from './from-yaml.js';
import { syntaxDiagnostic, tagDiagnostic } from './syntax-diagnostic.js';

/**
 * How deep a document may be nested. The deepest object of a real cluster has about 20 levels; the YAML library
 * recurses, and some thousand levels end the whole process instead of throwing.
 */
const maxDepth = 100;

/**
 * The documents of a part of a text, with all that YAML has: what the YAML library says. Undefined for each document
 * that does not parse, which is reported.
 */
export function* readComplete(
  source: Source,
  part: Part,
  report: (diagnostic: Diagnostic) => void,
): Generator<Document | undefined, void> {
  for (const document of compose(source, part, report)) {
    yield document && checked(source, document, report);
  }
}

function checked(
  source: Source,
  document: YamlDocument,
  report: (diagnostic: Diagnostic) => void,
): Document | undefined {
  const [start, , end] = document.range ?? [0, 0, source.text.length];
  const [error] = document.errors;
  if (error) {
    report(syntaxDiagnostic(source, error));
    return undefined;
  }
  const control = controlCharacterIn(source, start, end);
  if (control !== undefined) {
    report(controlDiagnostic(source, control));
    return undefined;
  }
  for (const warning of document.warnings) report(tagDiagnostic(source, warning));
  return { contents: fromYaml(document.contents, source.text), start, end };
}

/** Composes documents from tokens; undefined for each that was too deep, and reported. */
function* compose(
  source: Source,
  part: Part,
  report: (diagnostic: Diagnostic) => void,
): Generator<YamlDocument | undefined, void> {
  const composer = new Composer(yamlOptions);
  for (const token of tokens(source.text, part)) {
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

/** The tokens of a part of a text. Where a document nests too deeply, reading goes on with the next document. */
function* tokens(text: string, part: Part): Generator<CST.Token | TooDeep, void> {
  let start: number | undefined = part.start;
  while (start !== undefined) {
    const parser = new Parser();
    parser.offset = start;
    let deepAt: number | undefined;
    for (const lexeme of new Lexer().lex(text.slice(start, part.end))) {
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
    start = nextDocument(text, deepAt, part.end);
  }
}

// oxlint-disable-next-line no-control-regex -- control characters are what YAML cannot have
const controlCharacter = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFFFE\uFFFF]/;

/** Where a document has a character that YAML does not allow; go-yaml, and so kubectl, rejects it. */
function controlCharacterIn({ text }: Source, start: number, end: number): number | undefined {
  const at = text.slice(start, end).search(controlCharacter);
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
