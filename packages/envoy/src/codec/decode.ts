import { Reader } from 'protobufjs/minimal.js';
import { descriptor } from '../descriptor.js';
import type { MessageTypes } from '../generated/message-types.js';
import { anyDecoder } from './decode-any.js';
import { DecodeError } from './decode-error.js';
import { messageDecoder } from './decode-message.js';
import { decodeWellKnown, type Decoder } from './decode-well-known.js';
import type { MessageName } from './encode.js';
import { suggest } from './suggest.js';

/**
 * Decodes a message into its canonical JSON form with proto field names; an `Any` of a known type is expanded.
 * @throws DecodeError if the bytes are not such a message
 */
export function decode<N extends MessageName>(name: N, bytes: Uint8Array): MessageTypes[N] {
  const decoder = decoderOf(name);
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the types are generated from the same descriptor
    return decoder(Reader.create(bytes), bytes.length, 1) as MessageTypes[N];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DecodeError(`these ${bytes.length} bytes are not a ${name}: ${reason}`, { cause: error });
  }
}

const decoders = new Map<string, Decoder>();

// Compiled at first use: a program uses a few of the messages.
function decoderOf(name: string): Decoder {
  let decoder = decoders.get(name);
  if (!decoder) {
    decoder =
      name === 'google.protobuf.Any' ? anyDecoder(decoderOf) : (decodeWellKnown.get(name) ?? compile(name));
    decoders.set(name, decoder);
  }
  return decoder;
}

function compile(name: string): Decoder {
  const { messages } = descriptor();
  const fields = Object.hasOwn(messages, name) ? messages[name] : undefined;
  if (!fields) throw new DecodeError(`no message is called "${name}"${suggest(name, Object.keys(messages))}`);
  return messageDecoder(fields, decoderOf);
}
