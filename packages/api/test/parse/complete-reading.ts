import { isDeepStrictEqual } from 'node:util';
import type { Diagnostic } from '../../src/index.js';
import { readComplete } from '../../src/parse/complete/read-complete.js';
import type { Document, Node } from '../../src/parse/nodes.js';
import { readPlainDocument } from '../../src/parse/plain/read-plain-document.js';
import { readDocuments } from '../../src/parse/read-documents.js';
import { createSource, type Source } from '../../src/parse/source.js';
import { splitDocuments } from '../../src/parse/split-documents.js';

/** Everything that is read from a text: each document's tree with its places, and what is reported. */
interface Reading {
  readonly documents: readonly { readonly index: number; readonly contents: Node | null }[];
  readonly diagnostics: readonly Diagnostic[];
}

type Report = (found: Diagnostic) => void;
type Read = (source: Source, report: Report) => Iterable<Document | undefined>;

/** What the YAML library reads from the text as a whole. */
const asWhole: Read = (source, report) => readComplete(source, { start: 0, end: source.text.length }, report);

/** What it reads from each document for itself, which is the same but where one has a mistake. */
const byDocument: Read = (source, report) =>
  [...splitDocuments(source.text)].flatMap((part) => [...readComplete(source, part, report)]);

function readingOf(text: string, read: Read): Reading {
  const diagnostics: Diagnostic[] = [];
  const all = [...read(createSource(text, 'f'), (found) => diagnostics.push(found))];
  const documents = all.flatMap((document, index) =>
    document ? { index, contents: document.contents } : [],
  );
  return { documents, diagnostics };
}

function reading(text: string): Reading {
  const diagnostics: Diagnostic[] = [];
  const source = createSource(text, 'f');
  const all = [...readDocuments(source, (found) => diagnostics.push(found))];
  const documents = all.map(({ index, document }) => ({ index, contents: document.contents }));
  return { documents, diagnostics };
}

/**
 * Throws when a text is not read as the YAML library reads it: the same values, places and diagnostics. When the library
 * finds no mistake in the whole, the whole counts.
 */
export function checkAgainstComplete(text: string): void {
  const whole = readingOf(text, asWhole);
  const expected = whole.diagnostics.length > 0 ? readingOf(text, byDocument) : whole;
  const actual = reading(text);
  if (isDeepStrictEqual(actual, expected)) return;
  // a directive, which is for the documents after it
  if (/^%/m.test(text) && isDeepStrictEqual(actual, whole)) return;
  const show = (value: Reading): string => JSON.stringify(value, undefined, 1);
  throw new Error(`read as\n${show(actual)}\nand not as\n${show(expected)}`);
}

/** How many of a text's documents are read without the YAML library, and how many there are. */
export function countPlain(text: string): { readonly plain: number; readonly all: number } {
  const parts = [...splitDocuments(text)];
  const plain = parts.filter((part) => readPlainDocument(text, part) !== undefined).length;
  return { plain, all: parts.length };
}
