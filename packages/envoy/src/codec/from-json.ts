import type { MessageTypes } from '../generated/message-types.js';
import { decode } from './decode.js';
import { encodeJson, type MessageName } from './encode.js';

/**
 * Reads a message from JSON that comes from outside, such as a config dump: field names in snake_case or
 * lowerCamelCase, `null` for absence. The result is canonical: proto field names, defaults left out.
 * @throws EncodeError with the path of the first mistake
 */
export function fromJson<N extends MessageName>(name: N, json: unknown): MessageTypes[N] {
  return decode(name, encodeJson(name, json));
}
