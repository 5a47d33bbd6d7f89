import type { Reader } from 'protobufjs/minimal.js';
import { formatDuration } from './duration.js';
import { DecodeError } from './decode-error.js';
import { maxDepth, tooDeep } from './max-depth.js';
import { defaultOf, readScalar } from './read-scalar.js';
import { setMember } from './set-member.js';
import { formatTimestamp } from './timestamp.js';
import { forWellKnown } from './well-known.js';
import { tagOf, wireTypeOf } from './wire-type.js';

/**
 * Reads a message's fields up to `end` into its JSON form. `into` is an object that already has some of them.
 */
export type Decoder = (reader: Reader, end: number, depth: number, into?: unknown) => unknown;

/** How the well-known types are read. */
export const decodeWellKnown = forWellKnown<Decoder>(wrapper, {
  Duration: (reader, end) => formatDuration(readSecondsAndNanos(reader, end)),
  Timestamp: (reader, end) => formatTimestamp(readSecondsAndNanos(reader, end)),
  FieldMask: decodeFieldMask,
  Struct: decodeStruct,
  ListValue: decodeList,
  Value: decodeValue,
});

/** Calls `read` at each field up to `end`; what it does not read (by answering false) is skipped. */
export function forEachField(reader: Reader, end: number, read: (tag: number) => boolean): void {
  while (reader.pos < end) {
    const tag = reader.tag();
    if (!read(tag)) reader.skipType(tag & 7, 0, tag >>> 3);
  }
  checkEnd(reader, end);
}

/** Throws if the last thing read goes on after its parent's end. */
export function checkEnd(reader: Reader, end: number): void {
  if (reader.pos !== end) throw new DecodeError(`a field ends ${reader.pos - end} bytes after its message`);
}

/** Reads a length and gives the position where that many bytes end. */
export function readEnd(reader: Reader): number {
  const length = reader.size();
  if (length > reader.len - reader.pos) throw new DecodeError(`${length} bytes announced, fewer left`);
  return reader.pos + length;
}

function wrapper(type: string): Decoder {
  const read = readScalar[type]!;
  const expected = tagOf(1, wireTypeOf(type));
  return (reader, end) => {
    let value = defaultOf(type);
    forEachField(reader, end, (tag) => {
      if (tag !== expected) return false;
      value = read(reader);
      return true;
    });
    return value;
  };
}

function readSecondsAndNanos(reader: Reader, end: number): { seconds: number; nanos: number } {
  let seconds = 0;
  let nanos = 0;
  forEachField(reader, end, (tag) => {
    if (tag === 8) seconds = Number(readScalar['int64']!(reader));
    else if (tag === 16) nanos = reader.int32();
    else return false;
    return true;
  });
  if (Math.abs(nanos) > 999_999_999) throw new DecodeError(`${nanos} nanoseconds are a second or more`);
  return { seconds, nanos };
}

function decodeFieldMask(reader: Reader, end: number): string {
  const paths: string[] = [];
  forEachField(reader, end, (tag) => {
    if (tag !== 10) return false;
    paths.push(reader.stringVerify().replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()));
    return true;
  });
  return paths.join(',');
}

function decodeStruct(reader: Reader, end: number, depth: number): Record<string, unknown> {
  const struct: Record<string, unknown> = {};
  forEachField(reader, end, (tag) => {
    if (tag !== 10) return false;
    const entryEnd = readEnd(reader);
    let key = '';
    let value: unknown = null;
    forEachField(reader, entryEnd, (entryTag) => {
      if (entryTag === 10) key = reader.stringVerify();
      else if (entryTag === 18) value = decodeValue(reader, readEnd(reader), depth + 1);
      else return false;
      return true;
    });
    setMember(struct, key, value);
    return true;
  });
  return struct;
}

function decodeList(reader: Reader, end: number, depth: number): unknown[] {
  const list: unknown[] = [];
  forEachField(reader, end, (tag) => {
    if (tag !== 10) return false;
    list.push(decodeValue(reader, readEnd(reader), depth + 1));
    return true;
  });
  return list;
}

function decodeValue(reader: Reader, end: number, depth: number): unknown {
  if (depth > maxDepth) throw new DecodeError(tooDeep);
  let value: unknown = null;
  forEachField(reader, end, (tag) => {
    if (tag === 8) {
      reader.int32();
      value = null;
    } else if (tag === 17) value = readScalar['double']!(reader);
    else if (tag === 26) value = reader.stringVerify();
    else if (tag === 32) value = reader.bool();
    else if (tag === 42) value = decodeStruct(reader, readEnd(reader), depth + 1);
    else if (tag === 50) value = decodeList(reader, readEnd(reader), depth + 1);
    else return false;
    return true;
  });
  return value;
}
