import type { WriteStream } from 'node:tty';

/**
 * Whether to colour what goes to a stream. https://no-color.org and https://force-color.org: the variables count when
 * they are not empty; without them, colour is for terminals that are not dumb.
 */
export function hasColor(stream: Pick<WriteStream, 'isTTY'>): boolean {
  const { FORCE_COLOR, NO_COLOR, TERM } = process.env;
  if (FORCE_COLOR) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  if (NO_COLOR) return false;
  return stream.isTTY && TERM !== 'dumb';
}
