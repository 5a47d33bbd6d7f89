/** So many brackets that are not closed, or dashes in a row, are in no text that anybody wrote. */
const ABSURD = 1_000;
const [OPEN, CLOSE] = [new Set(Buffer.from('[{')), new Set(Buffer.from(']}'))];
const SEQUENCE = new RegExp(`(?:[-?:] +){${ABSURD}}`);

/** Whether YAML is nested so absurdly that to read it would take seconds, only to say that it is too deep. */
export function isAbsurd(bytes: Uint8Array, text: string): boolean {
  let depth = 0;
  for (const byte of bytes) {
    if (OPEN.has(byte)) depth += 1;
    else if (CLOSE.has(byte)) depth = Math.max(0, depth - 1);
    if (depth > ABSURD) return true;
  }
  return SEQUENCE.test(text);
}

/**
 * An object of 1.5 MiB that says something, such as a ServiceEntry of nothing but addresses, has some 136,000: as many numbers of one
 * digit would hold up everybody for half a second.
 */
export const MOST_VALUES = 150_000;

const [COMMA, NEWLINE] = [0x2c, 0x0a];

/** Whether YAML may have more than {@link MOST_VALUES}: each is in a line of its own, or between commas. */
export function mayHaveManyValues(bytes: Uint8Array): boolean {
  let ends = 0;
  for (const byte of bytes) if (byte === COMMA || byte === NEWLINE) ends += 1;
  return ends > MOST_VALUES;
}

/** As many lines that begin a document are passed over; there may be some around the one that counts. */
const SEPARATORS = 10;

/** Whether YAML has so many documents that nobody can mean it to be one object. */
export function hasManyDocuments(text: string): boolean {
  let at = -1;
  for (let found = 0; found <= SEPARATORS; found += 1) {
    at = text.indexOf('\n---', at + 1);
    if (at < 0) return false;
  }
  return true;
}
