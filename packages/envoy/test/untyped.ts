import { decode, encode } from '../src/index.js';

/** The codec for messages that the compiler would refuse, or that are made at random. */
interface Untyped {
  encode(name: string, message: unknown): Uint8Array;
  decode(name: string, bytes: Uint8Array): unknown;
}

export const untyped: Untyped = { encode, decode };
