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
