import { Reader } from 'protobufjs/minimal.js';
import { descriptor, type FieldDescriptor } from '../descriptor.js';
import { checkEnd, forEachField, readEnd, type Decoder } from './decode-well-known.js';
import { isObject } from './is-object.js';
import { defaultOf, readScalar } from './read-scalar.js';
import { setMember } from './set-member.js';
import { tagOf, wireTypeOf, wireTypes } from './wire-type.js';

/** Reads a field's value into the message's object; answers false if the wire type is not the field's. */
export type ReadField = (
  reader: Reader,
  wireType: number,
  object: Record<string, unknown>,
  depth: number,
) => boolean;

const nothing = new Uint8Array();

interface Element {
  readonly wireType: number;
  readonly read: (reader: Reader, depth: number, into?: unknown) => unknown;
  /** The value of a map entry that has none. */
  readonly missing: () => unknown;
}

/** Compiles a field; `decoderOf` gives the decoder of a message by its full name. */
export function fieldDecoder(field: FieldDescriptor, decoderOf: (name: string) => Decoder): ReadField {
  const element = elementOf(field, decoderOf);
  if (field.key !== undefined) return mapDecoder(field.name, field.key, element);
  if (field.repeated) return repeatedDecoder(field.name, element);
  const { name } = field;
  const { wireType, read } = element;
  if (field.kind === 'message') {
    return (reader, actual, object, depth) => {
      if (actual !== wireType) return false;
      // A message that comes in several parts is merged.
      object[name] = read(reader, depth, object[name]);
      return true;
    };
  }
  const hasPresence = field.oneof !== undefined || field.optional === true;
  const absent = element.missing();
  return (reader, actual, object, depth) => {
    if (actual !== wireType) return false;
    const value = read(reader, depth);
    if (hasPresence || !Object.is(value, absent)) object[name] = value;
    else delete object[name];
    return true;
  };
}

function elementOf({ kind, type }: FieldDescriptor, decoderOf: (name: string) => Decoder): Element {
  if (kind === 'scalar') {
    return { wireType: wireTypeOf(type), read: readScalar[type]!, missing: () => defaultOf(type) };
  }
  if (kind === 'enum') return enumElement(type);
  let decoder: Decoder | undefined;
  return {
    wireType: wireTypes.delimited,
    read: (reader, depth, into) => {
      decoder ??= decoderOf(type);
      return decoder(reader, readEnd(reader), depth + 1, into);
    },
    missing: () => (decoder ??= decoderOf(type))(Reader.create(nothing), 0, 0),
  };
}

function enumElement(type: string): Element {
  const names = new Map<number, string>();
  for (const [name, number] of Object.entries(descriptor().enums[type]!)) {
    // Of several names for one number the first is the canonical one.
    if (!names.has(number)) names.set(number, name);
  }
  return {
    wireType: wireTypes.varint,
    read: (reader) => {
      const number = reader.int32();
      return names.get(number) ?? number;
    },
    missing: () => names.get(0) ?? 0,
  };
}

function repeatedDecoder(name: string, element: Element): ReadField {
  const packable = element.wireType !== wireTypes.delimited;
  return (reader, actual, object, depth) => {
    if (actual !== element.wireType && !(packable && actual === wireTypes.delimited)) return false;
    const present = object[name];
    const list: unknown[] = Array.isArray(present) ? present : (object[name] = []);
    if (actual === element.wireType) {
      list.push(element.read(reader, depth));
    } else {
      const end = readEnd(reader);
      while (reader.pos < end) list.push(element.read(reader, depth));
      checkEnd(reader, end);
    }
    return true;
  };
}

function mapDecoder(name: string, keyType: string, element: Element): ReadField {
  const readKey = readScalar[keyType]!;
  const keyTag = tagOf(1, wireTypeOf(keyType));
  const valueTag = tagOf(2, element.wireType);
  return (reader, actual, object, depth) => {
    if (actual !== wireTypes.delimited) return false;
    const end = readEnd(reader);
    let key = defaultOf(keyType);
    let value: unknown;
    forEachField(reader, end, (tag) => {
      if (tag === keyTag) key = readKey(reader);
      else if (tag === valueTag) value = element.read(reader, depth);
      else return false;
      return true;
    });
    const present = object[name];
    const map = isObject(present) ? present : (object[name] = {});
    setMember(map, String(key), value === undefined ? element.missing() : value);
    return true;
  };
}
