export const code = {
  newline: 0x0a,
  space: 0x20,
  quote: 0x22,
  hash: 0x23,
  apostrophe: 0x27,
  comma: 0x2c,
  dash: 0x2d,
  colon: 0x3a,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  openBrace: 0x7b,
  closeBrace: 0x7d,
} as const;

/** Where the reader is in one part of a text, and how far the present line is indented. */
export class Cursor {
  readonly text: string;
  readonly end: number;
  at: number;
  /** The column of what comes next in a block; -1 behind the last line. */
  indent = -1;

  constructor(text: string, start: number, end: number) {
    this.text = text;
    this.at = start;
    this.end = end;
  }

  /** The character at `at`, or a newline at the end. */
  get char(): number {
    return this.at < this.end ? this.text.charCodeAt(this.at) : code.newline;
  }

  /** Whether a word ends here: at a space, at the end of the line. */
  isBlankAt(at: number): boolean {
    if (at >= this.end) return true;
    const char = this.text.charCodeAt(at);
    return char === code.space || char === code.newline;
  }

  skipSpaces(): void {
    while (this.at < this.end && this.text.charCodeAt(this.at) === code.space) this.at += 1;
  }

  skipLines(): void {
    while (this.at < this.end && (this.char === code.space || this.char === code.newline)) this.at += 1;
  }

  /** Goes from the start of a line to what the next line that is neither empty nor a comment says. */
  toContent(): void {
    while (this.at < this.end) {
      const lineStart = this.at;
      this.skipSpaces();
      this.indent = this.at - lineStart;
      if (this.char !== code.newline && this.char !== code.hash) return;
      this.toNextLine();
    }
    this.indent = -1;
  }

  /** Goes on to the next line if nothing but a comment is left of this one; else to what is left, and says false. */
  finishLine(): boolean {
    const from = this.at;
    this.skipSpaces();
    if (this.char !== code.newline && (this.char !== code.hash || this.at === from)) return false;
    this.toNextLine();
    this.toContent();
    return true;
  }

  private toNextLine(): void {
    const newline = this.text.indexOf('\n', this.at);
    this.at = newline < 0 || newline >= this.end ? this.end : newline + 1;
  }
}
