import type { ListNode, MapNode, Node, Pair, ScalarNode } from '../nodes.js';
import { code, type Cursor } from './cursor.js';
import { readFlow } from './flow.js';
import { readKey, readPlain } from './scalars.js';

/** The mapping or list that begins at the cursor, with all lines that are indented as it is. */
export function readBlock(cursor: Cursor, depth: number): Node | undefined {
  if (depth === 0) return undefined;
  return isItem(cursor) ? readList(cursor, depth) : readMap(cursor, depth, readKey(cursor));
}

function isItem(cursor: Cursor): boolean {
  return cursor.char === code.dash && cursor.isBlankAt(cursor.at + 1);
}

function readMap(cursor: Cursor, depth: number, first: ScalarNode | undefined): MapNode | undefined {
  if (!first) return undefined;
  const { indent } = cursor;
  const { start } = first;
  const end = lineEnd(cursor);
  const items: Pair[] = [];
  for (let key: ScalarNode | undefined = first; ; key = readKey(cursor)) {
    const value = key && readValue(cursor, depth, indent);
    if (!key || !value || cursor.indent > indent) return undefined;
    items.push({ key, value });
    if (cursor.indent < indent) return { is: 'map', start, end, anchor: undefined, items };
  }
}

/** What follows a key: on its line, or on the next ones. */
function readValue(cursor: Cursor, depth: number, indent: number): Node | undefined {
  if (!cursor.finishLine()) return readInline(cursor, depth);
  const isInside = cursor.indent > indent || (cursor.indent === indent && isItem(cursor));
  return isInside ? readBlock(cursor, depth - 1) : undefined;
}

function readList(cursor: Cursor, depth: number): ListNode | undefined {
  const { indent, at: start } = cursor;
  const end = lineEnd(cursor);
  const items: Node[] = [];
  while (cursor.indent === indent && isItem(cursor)) {
    const item = readItem(cursor, depth);
    if (!item || cursor.indent > indent) return undefined;
    items.push(item);
  }
  return { is: 'list', start, end, anchor: undefined, items };
}

/** What follows a dash: a mapping or list of its own begins on the same line. */
function readItem(cursor: Cursor, depth: number): Node | undefined {
  const dash = cursor.at;
  cursor.at += 1;
  cursor.skipSpaces();
  if (cursor.char === code.newline || cursor.char === code.hash) return undefined;
  const column = cursor.indent + cursor.at - dash;
  if (isItem(cursor)) {
    cursor.indent = column;
    return readBlock(cursor, depth - 1);
  }
  const key = readKey(cursor);
  if (!key) return readInline(cursor, depth);
  cursor.indent = column;
  return depth > 1 ? readMap(cursor, depth - 1, key) : undefined;
}

/** A value that ends with its line. */
function readInline(cursor: Cursor, depth: number): Node | undefined {
  const { char } = cursor;
  const isPlain =
    char !== code.openBrace && char !== code.openBracket && char !== code.quote && char !== code.apostrophe;
  const value = isPlain ? readPlain(cursor, false) : readFlow(cursor, depth - 1, false);
  return value && cursor.finishLine() ? value : undefined;
}

function lineEnd({ text, at, end }: Cursor): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? end : Math.min(newline, end);
}
