import { destination } from 'pino';

/** So many characters wait for a disk that is full, or a reader that is slow; what comes then is lost. */
const MOST_WAITING = 1 << 20;

/** Where lines go. */
export interface Output {
  write(text: string): unknown;
}

/**
 * A file descriptor to write lines to, for as long as the process lives: where the disk is full, or the reader of a pipe has gone,
 * lines are lost and nothing else, and the next ones are tried again.
 */
export function createOutput(fd: number): Output {
  const output = destination({ fd, sync: true, maxLength: MOST_WAITING });
  output.on('error', () => {});
  return output;
}
