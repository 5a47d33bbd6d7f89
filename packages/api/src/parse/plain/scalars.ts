import type { ScalarNode } from '../nodes.js';
import { plainScalars } from '../plain-scalars.js';
import { code, type Cursor } from './cursor.js';

/** Characters that a plain word may begin with, of those that mean nothing else at the beginning: all but these. */
const indicators = new Set('-?:,[]{}#&*!|>\'"%@` \n'.split('').map((char) => char.charCodeAt(0)));

/** What words begin with that may stand for something else than text: numbers, booleans, null, a merge key. */
const special = new Set('0123456789+-.~<nNyYoOtTfF'.split(''));

const inFlow = new Set(',[]{}'.split('').map((char) => char.charCodeAt(0)));

/** The longest key that YAML has without a question mark before it, with some space to spare. */
const maxKey = 1000;

export function scalar(
  start: number,
  end: number,
  value: unknown,
  source: string,
  plain: boolean,
): ScalarNode {
  return { is: 'scalar', start, end, anchor: undefined, value, source, plain };
}

/** What a plain word stands for. */
function valueOf(word: string): unknown {
  if (!special.has(word.charAt(0))) return word;
  const tag = plainScalars.find(({ test }) => test?.test(word));
  // these take the text only
  return tag ? tag.resolve(word, () => {}, {}) : word;
}

function plainScalar({ text }: Cursor, start: number, end: number): ScalarNode {
  const word = text.slice(start, end);
  return scalar(start, end, valueOf(word), word, true);
}

/** A plain word before a colon, with the colon. */
export function readKey(cursor: Cursor): ScalarNode | undefined {
  const { text, at: start, end } = cursor;
  for (let at = start; at < end && at - start < maxKey; at += 1) {
    const char = text.charCodeAt(at);
    if (char === code.colon) {
      if (at === start || !cursor.isBlankAt(at + 1)) return undefined;
      cursor.at = at + 1;
      return plainScalar(cursor, start, at);
    }
    // letters, digits, and - . / _ within the word
    const isWord =
      (char >= 0x61 && char <= 0x7a) ||
      (char >= 0x2e && char <= 0x39) ||
      (char >= 0x41 && char <= 0x5a) ||
      char === 0x5f ||
      (char === code.dash && at > start);
    if (!isWord) return undefined;
  }
  return undefined;
}

/** A plain word or words, on one line. */
export function readPlain(cursor: Cursor, isInFlow: boolean): ScalarNode | undefined {
  const { text, at: start, end } = cursor;
  const first = cursor.char;
  if (indicators.has(first) && (first !== code.dash || cursor.isBlankAt(start + 1))) return undefined;
  if (isInFlow && first === code.dash && inFlow.has(text.charCodeAt(start + 1))) return undefined;
  // behind the last character that is no space
  let stop = start;
  for (let at = start; at < end; at += 1) {
    const char = text.charCodeAt(at);
    if (char === code.space) continue;
    if (char === code.newline || (isInFlow && inFlow.has(char))) break;
    // behind a space, which is where a comment begins
    if (char === code.hash && stop < at) break;
    if (char === code.colon) {
      if (cursor.isBlankAt(at + 1) || (isInFlow && inFlow.has(text.charCodeAt(at + 1)))) return undefined;
    }
    stop = at + 1;
  }
  cursor.at = stop;
  return plainScalar(cursor, start, stop);
}

/** A text in quotes, on one line. */
export function readQuoted(cursor: Cursor): ScalarNode | undefined {
  return cursor.char === code.quote ? readDoubleQuoted(cursor) : readSingleQuoted(cursor);
}

function readDoubleQuoted(cursor: Cursor): ScalarNode | undefined {
  const { text, at: start, end } = cursor;
  let hasEscapes = false;
  for (let at = start + 1; at < end; at += 1) {
    const char = text.charCodeAt(at);
    if (char === code.newline) return undefined;
    if (char === code.backslash) {
      hasEscapes = true;
      at += 1;
    } else if (char === code.quote) {
      cursor.at = at + 1;
      const value = hasEscapes ? unescape(text.slice(start, at + 1)) : text.slice(start + 1, at);
      return value === undefined ? undefined : scalar(start, at + 1, value, value, false);
    }
  }
  return undefined;
}

/** JSON's escapes mean the same in YAML, which has others besides. */
function unescape(quoted: string): string | undefined {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return undefined;
  }
}

function readSingleQuoted(cursor: Cursor): ScalarNode | undefined {
  const { text, at: start, end } = cursor;
  for (let at = start + 1; at < end; at += 1) {
    const char = text.charCodeAt(at);
    if (char === code.newline) return undefined;
    if (char !== code.apostrophe) continue;
    if (text.charCodeAt(at + 1) === code.apostrophe) {
      at += 1;
      continue;
    }
    cursor.at = at + 1;
    const value = text.slice(start + 1, at).replaceAll("''", "'");
    return scalar(start, at + 1, value, value, false);
  }
  return undefined;
}
