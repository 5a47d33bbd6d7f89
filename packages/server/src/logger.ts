import { destination, pino } from 'pino';

/** What the server logs to: pino's shape, so that a pino logger can be given as it is. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** The default of a library: not a word. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };

/** JSON lines on stderr (or another file descriptor), for a program that runs unattended. */
export function createLogger(
  options: { level?: 'debug' | 'info' | 'warn' | 'error'; fd?: number } = {},
): Logger {
  const { level = 'info', fd = 2 } = options;
  return pino({ level, base: null }, destination({ fd, sync: true }));
}
