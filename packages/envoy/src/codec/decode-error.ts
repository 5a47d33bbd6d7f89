/** Bytes that are not an encoding of the message they are read as. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
}
