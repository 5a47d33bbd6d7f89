import type { Reader } from 'protobufjs/minimal.js';

/** Reads a scalar into its canonical JSON form. */
export type ReadScalar = (reader: Reader) => string | number | boolean;

/** How proto3's scalar types are read. */
export const readScalar: Readonly<Record<string, ReadScalar>> = {
  string: (reader) => reader.stringVerify(),
  bytes: (reader) => base64Of(reader.bytes()),
  bool: (reader) => reader.bool(),
  int32: (reader) => reader.int32(),
  sint32: (reader) => reader.sint32(),
  sfixed32: (reader) => reader.sfixed32(),
  uint32: (reader) => reader.uint32(),
  fixed32: (reader) => reader.fixed32(),
  int64: (reader) => digitsOf(reader.int64()),
  sint64: (reader) => digitsOf(reader.sint64()),
  sfixed64: (reader) => digitsOf(reader.sfixed64()),
  uint64: (reader) => digitsOf(reader.uint64()),
  fixed64: (reader) => digitsOf(reader.fixed64()),
  float: (reader) => jsonNumber(shortestFloat(reader.float())),
  double: (reader) => jsonNumber(reader.double()),
};

/** A scalar type's default in canonical JSON. */
export function defaultOf(type: string): string | number | boolean {
  if (type === 'string' || type === 'bytes') return '';
  if (type === 'bool') return false;
  return type.endsWith('64') ? '0' : 0;
}

function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

function digitsOf({ low, high, unsigned }: { low: number; high: number; unsigned: boolean }): string {
  const bits = (BigInt(high) << 32n) | BigInt(low >>> 0);
  return String(unsigned ? BigInt.asUintN(64, bits) : BigInt.asIntN(64, bits));
}

/** JSON has no numbers for NaN and the infinities. */
function jsonNumber(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

// The shortest decimal that is this float again: 0.1, not 0.10000000149011612.
function shortestFloat(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) return shorter;
  }
  return value;
}
