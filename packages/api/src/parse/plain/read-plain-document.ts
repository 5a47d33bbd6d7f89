import type { Document, Node } from '../nodes.js';
import type { Part } from '../split-documents.js';
import { readBlock } from './block.js';
import { code, Cursor } from './cursor.js';
import { readFlow } from './flow.js';

/** As deep as people write, and not so deep that reading it could end the process. */
const maxDepth = 50;

// oxlint-disable-next-line no-control-regex -- tabs and carriage returns among them
const unusual = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/;

/**
 * The document in a part of a text, if it is JSON or of the plain kind that people write: blocks, words and texts on one
 * line each, lists and mappings in brackets on one line. Undefined for everything else that YAML has, mistakes included:
 * the YAML library knows what to make of it. What both can read, both read alike, place for place.
 */
export function readPlainDocument(text: string, { start, end }: Part): Document | undefined {
  if (unusual.test(text.slice(start, end))) return undefined;
  const cursor = new Cursor(text, start, end);
  if (text.startsWith('---', start)) {
    cursor.at += 3;
    if (cursor.char !== code.newline) return undefined;
    cursor.at += 1;
  }
  cursor.toContent();
  const contents = cursor.indent === 0 ? readRoot(cursor) : undefined;
  return contents && cursor.indent === -1 ? { contents, start, end } : undefined;
}

function readRoot(cursor: Cursor): Node | undefined {
  if (cursor.char !== code.openBrace) return readBlock(cursor, maxDepth);
  const json = readFlow(cursor, maxDepth, true);
  return json && cursor.finishLine() ? json : undefined;
}
