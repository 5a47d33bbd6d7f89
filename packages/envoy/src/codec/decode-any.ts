import { Reader } from 'protobufjs/minimal.js';
import { descriptor } from '../descriptor.js';
import { DecodeError } from './decode-error.js';
import { decodeWellKnown, forEachField, type Decoder } from './decode-well-known.js';
import { maxDepth, tooDeep } from './max-depth.js';

const nothing = new Uint8Array();

/** Reads a `google.protobuf.Any` into `{ '@type': …, ...fields }`, or `{ '@type': …, value: base64 }` if unknown. */
export function anyDecoder(decoderOf: (name: string) => Decoder): Decoder {
  return (reader, end, depth) => {
    if (depth > maxDepth) throw new DecodeError(tooDeep);
    let url = '';
    let bytes: Uint8Array = nothing;
    forEachField(reader, end, (tag) => {
      if (tag === 10) url = reader.stringVerify();
      else if (tag === 18) bytes = reader.bytes();
      else return false;
      return true;
    });
    if (url === '' && bytes.length === 0) return {};
    const name = url.slice(url.lastIndexOf('/') + 1);
    const body = (into?: unknown): unknown =>
      decoderOf(name)(Reader.create(bytes), bytes.length, depth + 1, into);
    if (Object.hasOwn(descriptor().messages, name)) return body({ '@type': url });
    const wellKnown = decodeWellKnown.has(name) || name === 'google.protobuf.Any';
    return { '@type': url, value: wellKnown ? body() : Buffer.from(bytes).toString('base64') };
  };
}
