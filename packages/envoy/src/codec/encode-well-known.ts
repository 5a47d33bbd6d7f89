import type { Writer } from 'protobufjs/minimal.js';
import { asObject } from './is-object.js';
import { parseDuration } from './duration.js';
import { below, describe, EncodeError } from './encode-error.js';
import { maxDepth, tooDeep } from './max-depth.js';
import { parseTimestamp } from './timestamp.js';
import { forWellKnown } from './well-known.js';
import { tagOf, wireTypeOf } from './wire-type.js';
import { isDefault, writeScalar } from './write-scalar.js';

/** Checks a message in its JSON form and writes its fields, without tag and length. */
export type Encoder = (writer: Writer, value: unknown, depth: number) => void;

/** How the well-known types are written. */
export const encodeWellKnown = forWellKnown<Encoder>(wrapper, {
  Duration: (writer, value) => encodeSecondsAndNanos(writer, parseDuration(value)),
  Timestamp: (writer, value) => encodeSecondsAndNanos(writer, parseTimestamp(value)),
  FieldMask: encodeFieldMask,
  Struct: encodeStruct,
  ListValue: encodeList,
  Value: encodeValue,
});

function wrapper(type: string): Encoder {
  const write = writeScalar[type]!;
  const tag = tagOf(1, wireTypeOf(type));
  return (writer, value) => {
    if (isDefault(type, value)) return;
    writer.uint32(tag);
    write(writer, value);
  };
}

function encodeSecondsAndNanos(writer: Writer, { seconds, nanos }: { seconds: number; nanos: number }): void {
  if (seconds !== 0) writer.uint32(8).int64(seconds);
  if (nanos !== 0) writer.uint32(16).int32(nanos);
}

// JSON spells the paths in lowerCamelCase, the wire as in the .proto.
function encodeFieldMask(writer: Writer, value: unknown): void {
  if (typeof value !== 'string' || !/^(?:[A-Za-z0-9.]+(?:,[A-Za-z0-9.]+)*)?$/.test(value)) {
    throw new EncodeError(
      `expected field paths like "name,edsClusterConfig.serviceName", found ${describe(value)}`,
    );
  }
  if (value === '') return;
  for (const path of value.split(',')) {
    writer.uint32(10).string(path.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
  }
}

function encodeStruct(writer: Writer, value: unknown, depth: number): void {
  const object = asObject(value);
  // Sorted, so that equal structs have equal bytes.
  for (const key of Object.keys(object).sort()) {
    const member = object[key];
    if (member === undefined) continue;
    try {
      writer.uint32(10).fork().uint32(10);
      writeScalar['string']!(writer, key);
      writer.uint32(18).fork();
      encodeValue(writer, member, depth + 1);
      writer.ldelim().ldelim();
    } catch (error) {
      throw below(error, /^[A-Za-z_]\w*$/.test(key) ? key : `[${JSON.stringify(key)}]`);
    }
  }
}

function encodeList(writer: Writer, value: unknown, depth: number): void {
  if (!Array.isArray(value)) throw new EncodeError(`expected an array, found ${describe(value)}`);
  let index = 0;
  try {
    for (; index < value.length; index++) {
      writer.uint32(10).fork();
      encodeValue(writer, value[index], depth + 1);
      writer.ldelim();
    }
  } catch (error) {
    throw below(error, `[${index}]`);
  }
}

function encodeValue(writer: Writer, value: unknown, depth: number): void {
  if (depth > maxDepth) throw new EncodeError(tooDeep);
  if (value === null) {
    writer.uint32(8).uint32(0);
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new EncodeError(`expected a finite number, found ${value}`);
    writer.uint32(17).double(value);
  } else if (typeof value === 'string') {
    writer.uint32(26);
    writeScalar['string']!(writer, value);
  } else if (typeof value === 'boolean') {
    writer.uint32(32).bool(value);
  } else if (Array.isArray(value)) {
    writer.uint32(50).fork();
    encodeList(writer, value, depth + 1);
    writer.ldelim();
  } else if (typeof value === 'object') {
    writer.uint32(42).fork();
    encodeStruct(writer, value, depth + 1);
    writer.ldelim();
  } else {
    throw new EncodeError(`expected a JSON value, found ${describe(value)}`);
  }
}
