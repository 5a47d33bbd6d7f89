/** A part of a text, by its offsets. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/** Where the next document begins, at or after an offset and before `end`: at a line that starts with `---`. */
export function nextDocument(text: string, from: number, end: number): number | undefined {
  for (let at = from; ; at += 1) {
    at = text.indexOf('---', at);
    if (at < 0 || at >= end) return undefined;
    if (at > 0 && text[at - 1] !== '\n') continue;
    if (at + 3 === text.length || ' \t\r\n'.includes(text[at + 3] ?? '')) return at;
  }
}

/** The parts of a text that each begin a document; before the first separator there may be comments, or nothing. */
export function* splitDocuments(text: string): Generator<Part, void> {
  let start = 0;
  while (start < text.length) {
    const end = nextDocument(text, start + 1, text.length) ?? text.length;
    yield { start, end };
    start = end;
  }
}
