import type { Writer } from 'protobufjs/minimal.js';
import { descriptor } from '../descriptor.js';
import { asObject } from './is-object.js';
import { below, describe, EncodeError } from './encode-error.js';
import { encodeWellKnown, type Encoder } from './encode-well-known.js';
import { maxDepth, tooDeep } from './max-depth.js';
import { suggest } from './suggest.js';
import { writeScalar } from './write-scalar.js';

/**
 * Writes a `google.protobuf.Any` from `{ '@type': 'type.googleapis.com/pkg.Message', ...fields }`.
 * A well-known type stands under `value`; so do, in base64, the bytes of a type that is not known here.
 * @param bodyOf the encoder of a message whose object also has the `@type`
 */
export function anyEncoder(bodyOf: (name: string) => Encoder): Encoder {
  return (writer, value, depth) => {
    if (depth > maxDepth) throw new EncodeError(tooDeep);
    const object = asObject(value);
    const url = object['@type'];
    if (url === undefined) {
      const [key] = Object.keys(object);
      if (key !== undefined) throw new EncodeError(`"@type" is missing beside "${key}"`);
      return; // An Any that holds nothing.
    }
    const name = typeof url === 'string' ? url.slice(url.lastIndexOf('/') + 1) : '';
    if (typeof url !== 'string' || name === '' || name.length === url.length) {
      throw new EncodeError(
        `expected a type URL like "type.googleapis.com/google.protobuf.Struct", found ${describe(url)}`,
        '@type',
      );
    }
    writer.uint32(10).string(url);
    const start = writer.pos;
    writer.uint32(18);
    if (Object.hasOwn(descriptor().messages, name)) {
      writer.fork();
      bodyOf(name)(writer, object, depth + 1);
      writer.ldelim();
    } else {
      encodeMember(writer, name, object, depth, bodyOf);
    }
    // Nothing but a tag and a zero length: the default of the field `value`, which is not written.
    if (writer.pos === start + 2) writer.pos = start;
  };
}

// The forms that have one member beside `@type`, which is called `value`.
function encodeMember(
  writer: Writer,
  name: string,
  object: Readonly<Record<string, unknown>>,
  depth: number,
  bodyOf: (name: string) => Encoder,
): void {
  const { '@type': _, value, ...others } = object;
  const wellKnown = name === 'google.protobuf.Any' ? anyEncoder(bodyOf) : encodeWellKnown.get(name);
  const [other] = Object.keys(others);
  if (other !== undefined || (!wellKnown && typeof value !== 'string')) {
    const reason = wellKnown
      ? `${name} stands in its JSON form under "value"`
      : `${name} is not known here, so its bytes stand under "value", in base64${suggest(name, knownNames())}`;
    throw new EncodeError(reason, other ?? 'value');
  }
  try {
    if (wellKnown) {
      writer.fork();
      wellKnown(writer, value, depth + 1);
      writer.ldelim();
    } else {
      writeScalar['bytes']!(writer, value);
    }
  } catch (error) {
    throw below(error, 'value');
  }
}

function knownNames(): string[] {
  return [...Object.keys(descriptor().messages), ...encodeWellKnown.keys()];
}
