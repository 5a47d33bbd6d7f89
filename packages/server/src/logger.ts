import { pino } from 'pino';
import { createOutput } from './output.js';

/** What the server logs to: pino's shape, so that a pino logger can be given as it is. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** The default of a library: not a word. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };

// JSON itself escapes only what is below a space: the others clear a screen, or show text in another order than it is.
const steering = /[\u007F-\u009F\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** JSON lines on stderr (or another file descriptor), for a program that runs unattended. */
export function createLogger(
  options: { level?: 'debug' | 'info' | 'warn' | 'error'; fd?: number } = {},
): Logger {
  const { level = 'info', fd = 2 } = options;
  const hooks = { streamWrite: (line: string) => line.replaceAll(steering, escaped) };
  return pino({ level, base: null, hooks }, createOutput(fd));
}
