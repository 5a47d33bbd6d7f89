import { writeSync } from 'node:fs';

/** As many bytes wait for a reader who is slow; what comes beyond them is lost. */
const MOST_WAITING = 1024 * 1024;
const RETRY_MS = 50;

/** Where lines go. */
export interface Output {
  write(text: string): void;
}

/**
 * A file descriptor to write lines to, for as long as the process lives. What cannot be written, as on a full disk or into a pipe
 * that nobody reads from any more, is lost, and nothing else: what comes when there is room again begins with a line of its own.
 * pino's own destination holds the event loop while a reader is slow, and does not come back once its buffer was full.
 */
export function createOutput(fd: number): Output {
  let waiting = Buffer.alloc(0);
  let isLineEnded = true;
  let retry: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(retry);
    try {
      while (waiting.length > 0) {
        const length = writeSync(fd, waiting);
        if (length > 0) isLineEnded = waiting[length - 1] === 10;
        waiting = waiting.subarray(length);
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') retry = setTimeout(flush, RETRY_MS).unref();
      else waiting = Buffer.from(isLineEnded ? '' : '\n');
    }
  }

  return {
    write(text) {
      const bytes = Buffer.from(text);
      if (waiting.length + bytes.length > MOST_WAITING) return;
      waiting = Buffer.concat([waiting, bytes]);
      flush();
    },
  };
}
