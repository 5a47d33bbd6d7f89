/** A place in a text. Lines and columns count from 1; `endColumn` is there when the place ends on the same line. */
export interface Position {
  readonly file?: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn?: number;
}

/** The text of one file, shared by everything that was read from it, with its lines. */
export interface Source {
  readonly file: string | undefined;
  readonly text: string;
  /** The place of `text.slice(start, end)`, cut at the end of its first line. */
  position(start: number, end?: number): Position;
}

export function createSource(text: string, file: string | undefined): Source {
  let lineStarts: number[] | undefined;

  const position = (start: number, end?: number): Position => {
    lineStarts ??= findLineStarts(text);
    const index = lastAtOrBefore(lineStarts, start);
    const lineStart = lineStarts[index] ?? 0;
    const nextLine = lineStarts[index + 1] ?? text.length + 1;
    let lineEnd = nextLine - 1;
    if (text[lineEnd - 1] === '\r') lineEnd -= 1;
    const stop = end === undefined ? start : Math.min(end, lineEnd);
    return {
      ...(file !== undefined && { file }),
      line: index + 1,
      column: start - lineStart + 1,
      ...(stop > start && { endColumn: stop - lineStart + 1 }),
    };
  };

  return { file, text, position };
}

function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lastAtOrBefore(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
