import type { FieldDescriptor } from '../descriptor.js';
import { asObject } from './is-object.js';
import { below, EncodeError } from './encode-error.js';
import { fieldEncoder, type WriteField } from './encode-field.js';
import type { Encoder } from './encode-well-known.js';
import { maxDepth, tooDeep } from './max-depth.js';
import { suggest } from './suggest.js';

/** What an encoder of messages accepts beside the fields themselves. */
export interface Acceptance {
  /** The object stands in an Any: `@type` is not a field. */
  readonly inAny: boolean;
  /** JSON from outside: lowerCamelCase names too, and `null` is absence. */
  readonly lenient: boolean;
}

interface Member {
  /** The property's name in the object, `@type` excluded. */
  readonly key: string;
  readonly field: CompiledField;
}

interface CompiledField {
  readonly descriptor: FieldDescriptor;
  readonly write: WriteField;
  /** One bit per oneof of the message; 0 for fields outside any. */
  readonly oneofBit: number;
}

/** Compiles a message's encoder. Fields are written in the order of their numbers, whatever the object's order. */
export function messageEncoder(
  name: string,
  fields: readonly FieldDescriptor[],
  acceptance: Acceptance,
  encoderOf: (name: string) => Encoder,
): Encoder {
  const byName = compileFields(fields, acceptance, encoderOf);
  // Objects that come from one place in the code have the same keys in the same order, so the last order of
  // keys is remembered, with its members in the order of their numbers.
  let lastKeys: readonly string[] = [];
  let lastMembers: readonly Member[] = [];

  return (writer, value, depth) => {
    if (depth > maxDepth) throw new EncodeError(tooDeep);
    const object = asObject(value);
    const keys = Object.keys(object);
    if (!sameKeys(keys, lastKeys)) {
      lastMembers = membersOf(keys, byName, name, acceptance.inAny);
      lastKeys = keys;
    }
    const members = lastMembers;
    let oneofs = 0;
    let index = 0;
    try {
      for (; index < members.length; index++) {
        const { key, field } = members[index]!;
        const member = object[key];
        if (member === undefined || (member === null && isAbsent(field, acceptance))) continue;
        if (field.oneofBit !== 0) {
          if ((oneofs & field.oneofBit) !== 0) throw secondMember(object, members, field);
          oneofs |= field.oneofBit;
        }
        field.write(writer, member, depth);
      }
    } catch (error) {
      throw below(error, members[index]!.key);
    }
  };
}

function compileFields(
  fields: readonly FieldDescriptor[],
  acceptance: Acceptance,
  encoderOf: (name: string) => Encoder,
): ReadonlyMap<string, CompiledField> {
  const oneofs = [...new Set(fields.map((field) => field.oneof))].filter((name) => name !== undefined);
  const byName = new Map<string, CompiledField>();
  for (const field of fields) {
    const oneofBit = field.oneof === undefined ? 0 : 1 << oneofs.indexOf(field.oneof);
    const compiled = { descriptor: field, write: fieldEncoder(field, encoderOf), oneofBit };
    byName.set(field.name, compiled);
    if (acceptance.lenient) byName.set(lowerCamelCase(field.name), compiled);
  }
  return byName;
}

function lowerCamelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function sameKeys(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) {
    if (a[index] !== b[index]) return false;
  }
  return true;
}

function membersOf(
  keys: readonly string[],
  byName: ReadonlyMap<string, CompiledField>,
  name: string,
  inAny: boolean,
): readonly Member[] {
  const members: Member[] = [];
  for (const key of keys) {
    const field = byName.get(key);
    if (field) members.push({ key, field });
    else if (key !== '@type' || !inAny) {
      throw new EncodeError(`${name} has no such field${suggest(key, byName.keys())}`, key);
    }
  }
  members.sort((a, b) => a.field.descriptor.number - b.field.descriptor.number);
  for (const [index, { key, field }] of members.entries()) {
    const before = members[index - 1];
    if (before?.field === field) throw new EncodeError(`the same field as "${before.key}"`, key);
  }
  return members;
}

// Canonical JSON: null is absence, except for a Value, where it is a value.
function isAbsent(field: CompiledField, acceptance: Acceptance): boolean {
  return acceptance.lenient && field.descriptor.type !== 'google.protobuf.Value';
}

function secondMember(
  object: Readonly<Record<string, unknown>>,
  members: readonly Member[],
  field: CompiledField,
): EncodeError {
  const first = members.find(
    ({ key, field: { oneofBit } }) => oneofBit === field.oneofBit && (object[key] ?? null) !== null,
  );
  return new EncodeError(
    `"${first?.key}" is given too, but only one member of the oneof "${field.descriptor.oneof}" may be`,
  );
}
