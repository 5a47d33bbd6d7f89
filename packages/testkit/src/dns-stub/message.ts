import { addressBytes } from '../address-bytes.js';

/** The record types that are answered. RFC 1035, RFC 3596. */
export const TYPE_A = 1;
export const TYPE_AAAA = 28;

export const NO_ERROR = 0;
export const FORMAT_ERROR = 1;
export const NAME_ERROR = 3;
export const NOT_IMPLEMENTED = 4;

/** A question as it came; `bytes` is its encoding, to be repeated in the answer. */
export interface DnsQuestion {
  readonly id: number;
  readonly opcode: number;
  readonly recursionDesired: boolean;
  /** Lower case, without the last dot. */
  readonly name: string;
  readonly type: number;
  readonly bytes: Buffer;
}

const HEADER_LENGTH = 12;

/** Reads a query; `undefined` when it is none, or not of exactly one question. What follows the question is ignored. */
export function readQuestion(message: Buffer): DnsQuestion | undefined {
  if (message.length < HEADER_LENGTH) return undefined;
  const flags = message.readUInt16BE(2);
  if (flags & 0x8000 || message.readUInt16BE(4) !== 1) return undefined;
  const labels: string[] = [];
  let at = HEADER_LENGTH;
  for (;;) {
    const length = message[at];
    // A question comes first and points nowhere: compression, 0xc0, has no place here.
    if (length === undefined || length > 63) return undefined;
    at += 1;
    if (length === 0) break;
    labels.push(message.toString('latin1', at, at + length));
    at += length;
  }
  if (at + 4 > message.length) return undefined;
  return {
    id: message.readUInt16BE(0),
    opcode: (flags >> 11) & 0xf,
    recursionDesired: (flags & 0x0100) !== 0,
    name: labels.join('.').toLowerCase(),
    type: message.readUInt16BE(at),
    bytes: message.subarray(HEADER_LENGTH, at + 4),
  };
}

export interface DnsAnswer {
  readonly code: number;
  /** IP addresses of the type that was asked for. */
  readonly addresses: readonly string[];
  readonly ttlSeconds: number;
}

/** @param maxLength answers that are longer come without records and with the flag that says: ask over TCP */
export function writeAnswer(question: DnsQuestion, answer: DnsAnswer, maxLength: number): Buffer {
  const records = answer.addresses.map((address) => record(address, answer.ttlSeconds));
  const length = HEADER_LENGTH + question.bytes.length + records.reduce((sum, { length }) => sum + length, 0);
  const isTruncated = length > maxLength;

  const header = Buffer.alloc(HEADER_LENGTH);
  header.writeUInt16BE(question.id, 0);
  // An authoritative answer (0x0400) with recursion available (0x0080), so that no resolver looks for a better one.
  const flags = 0x8480 | (question.opcode << 11) | (question.recursionDesired ? 0x0100 : 0);
  header.writeUInt16BE(flags | (isTruncated ? 0x0200 : 0) | answer.code, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(isTruncated ? 0 : records.length, 6);
  return Buffer.concat([header, question.bytes, ...(isTruncated ? [] : records)]);
}

function record(address: string, ttlSeconds: number): Buffer {
  const data = addressBytes(address);
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc000 | HEADER_LENGTH, 0); // the name: a pointer to the question's
  head.writeUInt16BE(data.length === 4 ? TYPE_A : TYPE_AAAA, 2);
  head.writeUInt16BE(1, 4); // class IN
  head.writeUInt32BE(ttlSeconds, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}
