import type { Writer } from 'protobufjs/minimal.js';
import { descriptor, type FieldDescriptor } from '../descriptor.js';
import { asObject } from './is-object.js';
import { below, describe, EncodeError } from './encode-error.js';
import type { Encoder } from './encode-well-known.js';
import { suggest } from './suggest.js';
import { tagOf, wireTypeOf, wireTypes } from './wire-type.js';
import { checkInteger, isDefault, writeScalar } from './write-scalar.js';

/** Writes a field's value with everything it needs before it. `depth` is that of the message it stands in. */
export type WriteField = (writer: Writer, value: unknown, depth: number) => void;

/** Compiles a field; `encoderOf` gives the encoder of a message by its full name. */
export function fieldEncoder(field: FieldDescriptor, encoderOf: (name: string) => Encoder): WriteField {
  const element = elementOf(field, encoderOf);
  if (field.key !== undefined) return mapEncoder(field, element);
  const tag = tagOf(field.number, element.wireType);
  const { write } = element;
  if (field.repeated) return repeatedEncoder(field.number, element);
  // proto3: a field that has presence is written whenever it is given, others when they differ from the default.
  if (field.kind === 'message' || field.oneof !== undefined || field.optional) {
    return (writer, value, depth) => {
      writer.uint32(tag);
      write(writer, value, depth);
    };
  }
  return (writer, value, depth) => {
    if (element.isDefault(value)) return;
    writer.uint32(tag);
    write(writer, value, depth);
  };
}

interface Element {
  readonly wireType: number;
  readonly write: WriteField;
  readonly isDefault: (value: unknown) => boolean;
}

function elementOf(field: FieldDescriptor, encoderOf: (name: string) => Encoder): Element {
  const { kind, type } = field;
  if (kind === 'scalar') {
    return {
      wireType: wireTypeOf(type),
      write: writeScalar[type]!,
      isDefault: (value) => isDefault(type, value),
    };
  }
  if (kind === 'enum') return enumElement(type);
  // Looked up at first use: messages may contain themselves.
  let encoder: Encoder | undefined;
  return {
    wireType: wireTypes.delimited,
    write: (writer, value, depth) => {
      encoder ??= encoderOf(type);
      writer.fork();
      encoder(writer, value, depth + 1);
      writer.ldelim();
    },
    isDefault: () => false,
  };
}

function enumElement(type: string): Element {
  const values = new Map(Object.entries(descriptor().enums[type]!));
  return {
    wireType: wireTypes.varint,
    write: (writer, value) => {
      const number = typeof value === 'string' ? values.get(value) : undefined;
      if (number !== undefined) {
        writer.int32(number);
      } else if (typeof value === 'number') {
        // proto3 enums are open: a number that has no name here is kept.
        writer.int32(checkInteger(value, -(2 ** 31), 2 ** 31 - 1));
      } else {
        throw new EncodeError(unknownName(type, value, [...values.keys()]));
      }
    },
    isDefault: (value) => value === 0 || (typeof value === 'string' && values.get(value) === 0),
  };
}

function unknownName(type: string, value: unknown, names: string[]): string {
  const hint = typeof value === 'string' ? suggest(value, names) : '';
  const list = names.length <= 8 ? `one of ${names.join(', ')}` : `a name of ${type}`;
  return `expected ${list}, found ${describe(value)}${hint}`;
}

function repeatedEncoder(number: number, element: Element): WriteField {
  const packed = element.wireType !== wireTypes.delimited;
  const tag = tagOf(number, packed ? wireTypes.delimited : element.wireType);
  const { write } = element;
  return (writer, value, depth) => {
    if (!Array.isArray(value)) throw new EncodeError(`expected an array, found ${describe(value)}`);
    if (value.length === 0) return;
    if (packed) writer.uint32(tag).fork();
    let index = 0;
    try {
      for (; index < value.length; index++) {
        if (!packed) writer.uint32(tag);
        write(writer, value[index], depth);
      }
    } catch (error) {
      throw below(error, `[${index}]`);
    }
    if (packed) writer.ldelim();
  };
}

function mapEncoder(field: FieldDescriptor, element: Element): WriteField {
  const tag = tagOf(field.number, wireTypes.delimited);
  const keyTag = tagOf(1, wireTypeOf(field.key!));
  const valueTag = tagOf(2, element.wireType);
  const writeKey = mapKeyWriter(field.key!);
  return (writer, value, depth) => {
    const object = asObject(value);
    // Sorted, so that equal maps have equal bytes; maps have no order of their own.
    for (const key of Object.keys(object).sort()) {
      const member = object[key];
      if (member === undefined) continue;
      try {
        writer.uint32(tag).fork().uint32(keyTag);
        writeKey(writer, key);
        writer.uint32(valueTag);
        element.write(writer, member, depth);
        writer.ldelim();
      } catch (error) {
        throw below(error, `[${JSON.stringify(key)}]`);
      }
    }
  };
}

// JSON spells every key as a string.
function mapKeyWriter(type: string): (writer: Writer, key: string) => void {
  const write = writeScalar[type]!;
  if (type === 'string') return write;
  if (type === 'bool')
    return (writer, key) => write(writer, key === 'true' ? true : key === 'false' ? false : key);
  if (type.endsWith('64')) return write;
  return (writer, key) => write(writer, /^-?\d+$/.test(key) ? Number(key) : key);
}
