import type { Readable } from 'node:stream';

const KEPT_LINES = 5_000;

/** What an Envoy wrote, the last 5,000 lines of it. */
export interface EnvoyLog {
  /** The last so many lines; all that are kept unless given. */
  text(lines?: number): string;
  /** How many lines there were so far; a mark for `since`. */
  readonly count: number;
  /** The lines after a mark, as far as they are kept. */
  since(mark: number): string;
}

export function collectLog(...streams: readonly (Readable | null)[]): EnvoyLog {
  const lines: string[] = [];
  let dropped = 0;
  const add = (line: string): void => {
    lines.push(line);
    // Dropped in bulk: shifting one by one would be slow at the trace level.
    if (lines.length > 2 * KEPT_LINES) dropped += lines.splice(0, lines.length - KEPT_LINES).length;
  };
  for (const stream of streams) if (stream) readLines(stream, add);

  return {
    text: (count = KEPT_LINES) => lines.slice(-Math.min(count, KEPT_LINES)).join('\n'),
    get count() {
      return dropped + lines.length;
    },
    since: (mark) =>
      lines
        .slice(Math.max(0, mark - dropped))
        .slice(-KEPT_LINES)
        .join('\n'),
  };
}

function readLines(stream: Readable, add: (line: string) => void): void {
  let unfinished = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const lines = (unfinished + text).split('\n');
    unfinished = lines.pop() ?? '';
    lines.forEach(add);
  });
  stream.on('end', () => {
    if (unfinished) add(unfinished);
  });
}
