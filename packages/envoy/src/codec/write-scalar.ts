import type { Writer } from 'protobufjs/minimal.js';
import { describe, EncodeError } from './encode-error.js';

/** Checks a value in its JSON form and writes it, without the field's tag. */
export type WriteScalar = (writer: Writer, value: unknown) => void;

/** How proto3's scalar types are written. */
export const writeScalar: Readonly<Record<string, WriteScalar>> = {
  string: (writer, value) => writer.string(checkString(value)),
  bytes: (writer, value) => writer.bytes(checkBytes(value)),
  bool: (writer, value) => writer.bool(checkBoolean(value)),
  int32: (writer, value) => writer.int32(checkInteger(value, minInt32, maxInt32)),
  sint32: (writer, value) => writer.sint32(checkInteger(value, minInt32, maxInt32)),
  sfixed32: (writer, value) => writer.sfixed32(checkInteger(value, minInt32, maxInt32)),
  uint32: (writer, value) => writer.uint32(checkInteger(value, 0, maxUint32)),
  fixed32: (writer, value) => writer.fixed32(checkInteger(value, 0, maxUint32)),
  int64: (writer, value) => writer.int64(checkLong(value, minInt64, maxInt64)),
  sint64: (writer, value) => writer.sint64(checkLong(value, minInt64, maxInt64)),
  sfixed64: (writer, value) => writer.sfixed64(checkLong(value, minInt64, maxInt64)),
  uint64: (writer, value) => writer.uint64(checkLong(value, 0n, maxUint64)),
  fixed64: (writer, value) => writer.fixed64(checkLong(value, 0n, maxUint64)),
  float: (writer, value) => writer.float(checkFloat(value)),
  double: (writer, value) => writer.double(checkDouble(value)),
};

/** Whether the value is the type's default, which proto3 does not write for fields without presence. */
export function isDefault(type: string, value: unknown): boolean {
  if (type === 'string' || type === 'bytes') return value === '';
  if (type === 'bool') return value === false;
  // -0 is a float of its own, with a bit set.
  if (type === 'float' || type === 'double') return Object.is(value, 0);
  return (
    value === 0 ||
    (type.endsWith('64') && (value === 0n || (typeof value === 'string' && /^-?0+$/.test(value))))
  );
}

const minInt32 = -(2 ** 31);
const maxInt32 = 2 ** 31 - 1;
const maxUint32 = 2 ** 32 - 1;
const minInt64 = -(2n ** 63n);
const maxInt64 = 2n ** 63n - 1n;
const maxUint64 = 2n ** 64n - 1n;
const largestFloat = 3.4028234663852886e38;

// Half a surrogate pair has no UTF-8 form: a peer would refuse the whole message.
const loneSurrogate = /\p{Surrogate}/u;

function checkString(value: unknown): string {
  if (typeof value !== 'string') throw new EncodeError(`expected a string, found ${describe(value)}`);
  if (loneSurrogate.test(value)) throw new EncodeError(`expected Unicode text, found half a surrogate pair`);
  return value;
}

// Standard and URL-safe alphabet, padded or not, as canonical JSON readers accept.
const base64 = /^(?:[A-Za-z0-9+/_-]{4})*(?:[A-Za-z0-9+/_-]{2}(?:==)?|[A-Za-z0-9+/_-]{3}=?)?$/;

function checkBytes(value: unknown): Uint8Array {
  if (typeof value !== 'string' || !base64.test(value)) {
    throw new EncodeError(`expected base64 text, found ${describe(value)}`);
  }
  return Buffer.from(value, 'base64');
}

function checkBoolean(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new EncodeError(`expected true or false, found ${describe(value)}`);
  return value;
}

/** The value, if it is an integer in that range. */
export function checkInteger(value: unknown, min: number, max: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
    throw new EncodeError(`expected an integer from ${min} to ${max}, found ${describe(value)}`);
  }
  return value;
}

function checkLong(value: unknown, min: bigint, max: bigint): number | string {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max) return value;
  const long =
    typeof value === 'bigint' || (typeof value === 'string' && /^-?\d{1,20}$/.test(value))
      ? BigInt(value)
      : undefined;
  if (long === undefined || long < min || long > max) {
    throw new EncodeError(`expected an integer from ${min} to ${max}, found ${describe(value)}`);
  }
  return long.toString();
}

function checkDouble(value: unknown): number {
  if (typeof value === 'number') return value;
  if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value);
  throw new EncodeError(`expected a number, found ${describe(value)}`);
}

function checkFloat(value: unknown): number {
  const number = checkDouble(value);
  if (Number.isFinite(number) && !Number.isFinite(Math.fround(number))) {
    throw new EncodeError(`expected a number from -${largestFloat} to ${largestFloat}, found ${number}`);
  }
  return number;
}
