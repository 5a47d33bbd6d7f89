import { describe, EncodeError } from './encode-error.js';

/** Seconds and nanoseconds of one sign, as `google.protobuf.Duration` holds them. */
export interface DurationParts {
  readonly seconds: number;
  readonly nanos: number;
}

// google/protobuf/duration.proto: about ten thousand years in either direction.
const maxSeconds = 315_576_000_000;

/** Reads `'1.5s'`. */
export function parseDuration(value: unknown): DurationParts {
  const match = typeof value === 'string' ? /^(-?)(\d{1,12})(?:\.(\d{1,9}))?s$/.exec(value) : null;
  if (!match) throw new EncodeError(`expected a duration like "1.5s", found ${describe(value)}`);
  const sign = match[1] === '-' ? -1 : 1;
  const seconds = Number(match[2]);
  const nanos = Number((match[3] ?? '').padEnd(9, '0'));
  if (seconds > maxSeconds || (seconds === maxSeconds && nanos > 0)) {
    throw new EncodeError(`expected a duration of at most ${maxSeconds}s, found ${describe(value)}`);
  }
  // `+ 0` turns -0 into 0.
  return { seconds: sign * seconds + 0, nanos: sign * nanos + 0 };
}

/** Writes `'1.500s'`: no decimals, or three, six or nine, as canonical JSON has it. */
export function formatDuration({ seconds, nanos }: DurationParts): string {
  const sign = seconds < 0 || nanos < 0 ? '-' : '';
  return `${sign}${Math.abs(seconds)}${formatNanos(Math.abs(nanos))}s`;
}

/** `''`, `'.500'`, `'.000250'` or `'.000000001'`. */
export function formatNanos(nanos: number): string {
  if (nanos === 0) return '';
  const digits = String(nanos).padStart(9, '0');
  return `.${digits.replace(/(?:000){1,2}$/, '')}`;
}
