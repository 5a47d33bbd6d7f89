/**
 * What is wrong with a regular expression in RE2's syntax; undefined when nothing is.
 *
 * Checks the grammar only: JavaScript's own expressions accept things that Envoy refuses, such as look-ahead and
 * back-references, and refuse things that it accepts.
 */
export function regexProblem(pattern: string): string | undefined {
  if (pattern === '') return 'it is empty';
  // Istio: a longer one can exceed Envoy's limit for compiled programs
  if (pattern.length > 1024) return 'it is longer than 1024 characters';
  let depth = 0;
  // whether the last thing can be repeated, and whether it has been already
  let last: 'nothing' | 'atom' | 'repeated' = 'nothing';
  let at = 0;
  while (at < pattern.length) {
    const rest = pattern.slice(at);
    const repetition = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(rest)?.[0];
    const group = groupStart.exec(rest)?.[0];
    const escape = rest.startsWith('\\') ? (escapes.exec(rest)?.[0] ?? '') : undefined;
    if (repetition !== undefined) {
      if (last === 'nothing') return `${repetition} has nothing to repeat`;
      if (last === 'repeated') return `${repetition} repeats a repetition`;
      const [low = 0, high = low] = (repetition.match(/\d+/g) ?? []).map(Number);
      if (high > 1000 || low > high) return `${repetition} is not a repetition`;
      last = 'repeated';
      at += repetition.length;
    } else if (rest.startsWith('(')) {
      if (group === undefined) return `${rest.slice(0, 3)} is not supported`;
      // flags alone, as in (?i), open no group
      if (!group.endsWith(')')) depth += 1;
      last = 'nothing';
      at += group.length;
    } else if (rest.startsWith(')')) {
      depth -= 1;
      if (depth < 0) return 'a closing parenthesis opens nowhere';
      last = 'atom';
      at += 1;
    } else if (rest.startsWith('[')) {
      const end = classLength(rest);
      if (typeof end === 'string') return end;
      last = 'atom';
      at += end;
    } else if (escape !== undefined) {
      if (escape === '') return `${rest.slice(0, 2)} is not an escape sequence`;
      last = 'atom';
      at += escape.length;
    } else {
      last = rest.startsWith('|') ? 'nothing' : 'atom';
      at += 1;
    }
  }
  return depth > 0 ? 'a parenthesis is not closed' : undefined;
}

const groupStart = /^\((?:\?(?:P?<\w+>|[imsU]*(?:-[imsU]+)?[:)]))?(?!\?)/;

/** Classes, assertions, characters by number, quoted text and punctuation; no back-references. */
const escapes =
  /^\\(?:[dDsSwWbBAzaftnrv]|[pP](?:[A-Z]|\{\^?\w+\})|x(?:[0-9a-fA-F]{2}|\{[0-9a-fA-F]+\})|0[0-7]{0,2}|[1-7][0-7]{1,2}|Q(?:(?!\\E)[^])*(?:\\E)?|[^\w]|_)/;

/** The length of the character class that a text starts with, or what is wrong with it. */
function classLength(text: string): number | string {
  let at = text.startsWith('[^') ? 2 : 1;
  let low: string | undefined;
  // a bracket that comes first stands for itself
  for (let first = true; at < text.length; first = false) {
    const rest = text.slice(at);
    if (rest.startsWith(']') && !first) return at + 1;
    const posix = /^\[:\^?(\w*):\]/.exec(rest);
    if (posix && !posixClasses.has(posix[1] ?? '')) return `${posix[0]} is not a class`;
    const token =
      posix?.[0] ??
      (rest.startsWith('\\') ? escapes.exec(rest)?.[0] : String.fromCodePoint(rest.codePointAt(0) ?? 0));
    if (token === undefined) return `${rest.slice(0, 2)} is not an escape sequence`;
    at += token.length;
    if (low !== undefined && token.length === 1 && low.length === 1 && low > token)
      return `${low}-${token} is not a range`;
    const isRange =
      low === undefined && text[at] === '-' && text[at + 1] !== ']' && text[at + 1] !== undefined;
    low = isRange ? token : undefined;
    if (isRange) at += 1;
  }
  return 'a bracket is not closed';
}

const posixClasses = new Set(
  'alnum alpha ascii blank cntrl digit graph lower print punct space upper word xdigit'.split(' '),
);
