import type { ListNode, MapNode, Node, Pair, ScalarNode } from '../nodes.js';
import { code, type Cursor } from './cursor.js';
import { readKey, readPlain, readQuoted } from './scalars.js';

/** A value between brackets, in quotes, or plain. Only JSON, which nothing surrounds, goes over several lines. */
export function readFlow(cursor: Cursor, depth: number, isJson: boolean): Node | undefined {
  if (depth === 0) return undefined;
  switch (cursor.char) {
    case code.openBrace:
      return readMap(cursor, depth, isJson);
    case code.openBracket:
      return readList(cursor, depth, isJson);
    case code.quote:
    case code.apostrophe:
      return readQuoted(cursor);
    default:
      return readPlain(cursor, true);
  }
}

function readMap(cursor: Cursor, depth: number, isJson: boolean): MapNode | undefined {
  const start = cursor.at;
  const items: Pair[] = [];
  cursor.at += 1;
  skip(cursor, isJson);
  if (cursor.char !== code.closeBrace) {
    do {
      skip(cursor, isJson);
      const key = readFlowKey(cursor);
      if (!key) return undefined;
      skip(cursor, isJson);
      const value = readFlow(cursor, depth - 1, isJson);
      if (!value) return undefined;
      items.push({ key, value });
      skip(cursor, isJson);
    } while (take(cursor, code.comma));
  }
  if (!take(cursor, code.closeBrace)) return undefined;
  return { is: 'map', start, end: endOf(cursor, start, isJson), anchor: undefined, items };
}

/** A key with its colon; only behind quotes a value may follow at once. */
function readFlowKey(cursor: Cursor): ScalarNode | undefined {
  if (cursor.char !== code.quote) return readKey(cursor);
  const key = readQuoted(cursor);
  return key && key.end - key.start < 1000 && take(cursor, code.colon) ? key : undefined;
}

function readList(cursor: Cursor, depth: number, isJson: boolean): ListNode | undefined {
  const start = cursor.at;
  const items: Node[] = [];
  cursor.at += 1;
  skip(cursor, isJson);
  if (cursor.char !== code.closeBracket) {
    do {
      skip(cursor, isJson);
      const item = readFlow(cursor, depth - 1, isJson);
      if (!item) return undefined;
      items.push(item);
      skip(cursor, isJson);
    } while (take(cursor, code.comma));
  }
  if (!take(cursor, code.closeBracket)) return undefined;
  return { is: 'list', start, end: endOf(cursor, start, isJson), anchor: undefined, items };
}

function take(cursor: Cursor, char: number): boolean {
  if (cursor.at >= cursor.end || cursor.char !== char) return false;
  cursor.at += 1;
  return true;
}

function skip(cursor: Cursor, isJson: boolean): void {
  if (isJson) cursor.skipLines();
  else cursor.skipSpaces();
}

/** Of what goes over several lines, the end of the first one. */
function endOf({ text, at }: Cursor, start: number, isJson: boolean): number {
  if (!isJson) return at;
  // no further than the collection itself: JSON on one line has many of them, and no newline
  const newline = text.slice(start, at).indexOf('\n');
  return newline < 0 ? at : start + newline;
}
