import { descriptorJson } from './generated/descriptor.js';

/** A field as the codec needs it. */
export interface FieldDescriptor {
  readonly name: string;
  readonly number: number;
  readonly kind: 'scalar' | 'enum' | 'message';
  /** A scalar's name (`uint32`), or the full name of an enum or message. */
  readonly type: string;
  /** The scalar type of a map's keys; only maps have it. `type` is then the type of the values. */
  readonly key?: string;
  readonly repeated?: true;
  /** The name of the oneof that the field is a member of. */
  readonly oneof?: string;
  /** A scalar that is declared `optional`: its default value differs from its absence. */
  readonly optional?: true;
}

interface Descriptor {
  readonly messages: Readonly<Record<string, readonly FieldDescriptor[]>>;
  readonly enums: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

// The generator writes it in this form.
const parse: (text: string) => Descriptor = JSON.parse;

let parsed: Descriptor | undefined;

/** Every message and enum of the closure of protos/roots.json; parsed at first use. */
export function descriptor(): Descriptor {
  parsed ??= parse(descriptorJson);
  return parsed;
}
