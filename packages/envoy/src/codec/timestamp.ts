import { formatNanos } from './duration.js';
import { describe, EncodeError } from './encode-error.js';

/** Seconds since 1970 and nanoseconds from 0 up, as `google.protobuf.Timestamp` holds them. */
export interface TimestampParts {
  readonly seconds: number;
  readonly nanos: number;
}

const rfc3339 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))$/;

// google/protobuf/timestamp.proto: the years 1 to 9999.
const minSeconds = -62_135_596_800;
const maxSeconds = 253_402_300_799;

/** Reads RFC 3339 text with an offset or `Z`. */
export function parseTimestamp(value: unknown): TimestampParts {
  const match = typeof value === 'string' ? rfc3339.exec(value) : null;
  if (!match) throw new EncodeError(`expected a time like "2026-01-31T12:00:00Z", found ${describe(value)}`);
  const [, local = '', fraction = '', sign, hours, minutes] = match;
  const milliseconds = Date.parse(`${local}Z`);
  // Date.parse moves a 30 February into March: the day must come back as it went in.
  if (Number.isNaN(milliseconds) || new Date(milliseconds).toISOString().slice(0, 19) !== local) {
    throw new EncodeError(`expected a day and time that exist, found ${describe(value)}`);
  }
  const offset = sign ? (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60 : 60) : 0;
  const seconds = milliseconds / 1000 - offset;
  if (seconds < minSeconds || seconds > maxSeconds) {
    throw new EncodeError(`expected a time in the years 1 to 9999, found ${describe(value)}`);
  }
  return { seconds, nanos: Number(fraction.padEnd(9, '0')) };
}

/** Writes RFC 3339 text in UTC, with no decimals, or three, six or nine. */
export function formatTimestamp({ seconds, nanos }: TimestampParts): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}${formatNanos(nanos)}Z`;
}
