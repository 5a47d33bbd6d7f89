import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { readComplete } from './complete/read-complete.js';
import { isLong, longDocument } from './long-document.js';
import type { Document } from './nodes.js';
import { readPlainDocument } from './plain/read-plain-document.js';
import type { Source } from './source.js';
import { type Part, splitDocuments } from './split-documents.js';

export interface ReadDocument {
  /** Counts from 0, empty documents included. */
  readonly index: number;
  readonly document: Document;
}

/**
 * The YAML documents of a text, one at a time; those that do not parse are reported and left out. Each is read for itself,
 * as kubectl does, so that a quote that is not closed takes no other document with it. Plain documents, which are nearly
 * all, are read by a reader that knows nothing else and is many times faster than the YAML library.
 */
export function* readDocuments(
  source: Source,
  report: (diagnostic: Diagnostic) => void,
): Generator<ReadDocument, void> {
  let index = 0;
  for (const document of allDocuments(source, report)) {
    if (document) yield { index, document };
    index += 1;
  }
}

function* allDocuments(
  source: Source,
  report: (diagnostic: Diagnostic) => void,
): Generator<Document | undefined, void> {
  const { text } = source;
  for (const part of splitDocuments(text)) {
    const plain = readPlainDocument(text, part);
    if (plain) {
      yield plain;
      continue;
    }
    // what a directive says is for the documents after it
    const isDirected = directive.test(text.slice(part.start, part.end));
    const end = isDirected ? text.length : part.end;
    if (isLong({ start: part.start, end })) {
      yield longDocument(source, { start: part.start, end }, report);
      if (isDirected) return;
      continue;
    }
    yield* readComplete(source, { start: part.start, end }, report);
    if (isDirected) return;
  }
}

const directive = /^%/m;

/** One document again, by its offsets. */
export function readDocument(source: Source, part: Part): Document {
  const plain = readPlainDocument(source.text, part);
  if (plain) return plain;
  if (isLong(part)) return longDocument(source, part, () => {}) ?? { contents: null, ...part };
  const [document] = readComplete(source, part, () => {});
  return document ?? { contents: null, ...part };
}
