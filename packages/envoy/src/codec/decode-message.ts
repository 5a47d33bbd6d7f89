import type { FieldDescriptor } from '../descriptor.js';
import { DecodeError } from './decode-error.js';
import { fieldDecoder, type ReadField } from './decode-field.js';
import { checkEnd, type Decoder } from './decode-well-known.js';
import { maxDepth, tooDeep } from './max-depth.js';
import { isObject } from './is-object.js';

interface CompiledField {
  readonly read: ReadField;
  /** One bit per oneof of the message; 0 for fields outside any. */
  readonly oneofBit: number;
  /** The other members of the oneof. */
  readonly siblings: readonly string[];
}

/** Compiles a message's decoder. Fields of unknown numbers are skipped. */
export function messageDecoder(
  fields: readonly FieldDescriptor[],
  decoderOf: (name: string) => Decoder,
): Decoder {
  const byNumber = compileFields(fields, decoderOf);
  return (reader, end, depth, into) => {
    if (depth > maxDepth) throw new DecodeError(tooDeep);
    const object = isObject(into) ? into : {};
    // In an object that already has members, any oneof may have one.
    let oneofs = into === undefined ? 0 : -1;
    while (reader.pos < end) {
      const tag = reader.tag();
      const wireType = tag & 7;
      const field = byNumber.get(tag >>> 3);
      if (!field?.read(reader, wireType, object, depth)) {
        reader.skipType(wireType, 0, tag >>> 3);
      } else if (field.oneofBit !== 0) {
        // The last member on the wire is the one that counts.
        if ((oneofs & field.oneofBit) !== 0) {
          for (const sibling of field.siblings) delete object[sibling];
        }
        oneofs |= field.oneofBit;
      }
    }
    checkEnd(reader, end);
    return object;
  };
}

function compileFields(
  fields: readonly FieldDescriptor[],
  decoderOf: (name: string) => Decoder,
): ReadonlyMap<number, CompiledField> {
  const oneofs = [...new Set(fields.map((field) => field.oneof))].filter((name) => name !== undefined);
  return new Map(
    fields.map((field) => [
      field.number,
      {
        read: fieldDecoder(field, decoderOf),
        oneofBit: field.oneof === undefined ? 0 : 1 << oneofs.indexOf(field.oneof),
        siblings: fields
          .filter((other) => other !== field && other.oneof !== undefined && other.oneof === field.oneof)
          .map((other) => other.name),
      },
    ]),
  );
}
