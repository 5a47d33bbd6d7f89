import { Writer } from 'protobufjs/minimal.js';
import { descriptor } from '../descriptor.js';
import type { MessageTypes } from '../generated/message-types.js';
import { anyEncoder } from './encode-any.js';
import { EncodeError } from './encode-error.js';
import { messageEncoder, type Acceptance } from './encode-message.js';
import { encodeWellKnown, type Encoder } from './encode-well-known.js';
import { suggest } from './suggest.js';

/** The full name of a message that can be encoded and decoded: `envoy.config.cluster.v3.Cluster`. */
export type MessageName = keyof MessageTypes;

/**
 * Encodes a message given in its canonical JSON form with proto field names. Equal messages have equal bytes:
 * fields are written by number and maps by key, whatever the order of the object's properties. A property that
 * is `undefined` counts as absent.
 * @throws EncodeError with the path of the first mistake
 * @example
 * encode('envoy.config.core.v3.SocketAddress', { address: '10.0.0.1', port_value: 80 });
 */
export function encode<N extends MessageName>(name: N, message: MessageTypes[N]): Uint8Array {
  return encodeWith(strict, name, message);
}

/** Encodes JSON from outside: lowerCamelCase names are accepted too, and `null` is absence. */
export function encodeJson(name: MessageName, json: unknown): Uint8Array {
  return encodeWith(lenient, name, json);
}

const strict = createEncoders(false);
const lenient = createEncoders(true);

// The writer is kept, so that its buffer grows once. It is away while it is in use, and after an error, which
// leaves it in the middle of a message.
let idleWriter: Writer | undefined;
const largestKeptBuffer = 2 ** 20;

function encodeWith(encoderOf: (name: string) => Encoder, name: string, message: unknown): Uint8Array {
  const encoder = encoderOf(name);
  const writer = idleWriter ?? Writer.create();
  idleWriter = undefined;
  writer.pos = 0;
  encoder(writer, message, 1);
  const bytes = writer.finish();
  if (writer.buf.length <= largestKeptBuffer) idleWriter = writer;
  return bytes;
}

function createEncoders(acceptsJson: boolean): (name: string) => Encoder {
  const alone = new Map<string, Encoder>();
  const inAny = new Map<string, Encoder>();
  const encoderOf = (name: string) => cached(alone, name, { inAny: false, lenient: acceptsJson });
  const bodyOf = (name: string) => cached(inAny, name, { inAny: true, lenient: acceptsJson });

  // Compiled at first use: a program uses a few of the messages.
  function cached(encoders: Map<string, Encoder>, name: string, acceptance: Acceptance): Encoder {
    let encoder = encoders.get(name);
    if (!encoder) {
      encoder =
        name === 'google.protobuf.Any'
          ? anyEncoder(bodyOf)
          : (encodeWellKnown.get(name) ?? compile(name, acceptance));
      encoders.set(name, encoder);
    }
    return encoder;
  }

  function compile(name: string, acceptance: Acceptance): Encoder {
    const { messages } = descriptor();
    const fields = Object.hasOwn(messages, name) ? messages[name] : undefined;
    if (!fields)
      throw new EncodeError(`no message is called "${name}"${suggest(name, Object.keys(messages))}`);
    return messageEncoder(name, fields, acceptance, encoderOf);
  }

  return encoderOf;
}
