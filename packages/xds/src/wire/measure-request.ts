import type { Protocol } from '../state/stream-state.js';
import { findNames } from './find-names.js';
import type { NameList } from './name-lists.js';

/** How large a request is, by what makes it expensive. */
export interface RequestSize {
  /** All that are listed, whatever for: subscribed to, unsubscribed from, or held from an earlier stream. */
  readonly names: number;
  /** The longest of them, the type URL and the nonce included. */
  readonly longestTextBytes: number;
  readonly nodeBytes: number;
  readonly nodeIdBytes: number;
  /** Values in the node's metadata, at whatever depth. */
  readonly nodeFields: number;
  readonly errorBytes: number;
}

interface Fields {
  readonly node: number;
  readonly error: number;
  readonly names: ReadonlySet<number>;
  readonly texts: ReadonlySet<number>;
}

// xDS: resource_names, resource_locators; subscribe, unsubscribe, initial_resource_versions and the locators.
const fields: Readonly<Record<Protocol, Fields>> = {
  sotw: { node: 2, error: 6, names: new Set([3, 7]), texts: new Set([1, 4, 5]) },
  delta: { node: 1, error: 7, names: new Set([3, 4, 5, 8, 9]), texts: new Set([2, 6]) },
};

/**
 * Measures an encoded request without decoding it: no text is made, and nothing is kept. Bytes that are no message are
 * measured up to where they stop to be one; it never throws.
 */
export function measureRequest(protocol: Protocol, bytes: Uint8Array): RequestSize {
  const { node, error, names, texts } = fields[protocol];
  const size = { names: 0, longestTextBytes: 0, nodeBytes: 0, nodeIdBytes: 0, nodeFields: 0, errorBytes: 0 };
  const measure = (number: number, start: number, end: number): void => {
    const isName = names.has(number);
    if (isName) size.names += 1;
    if (isName || texts.has(number)) size.longestTextBytes = Math.max(size.longestTextBytes, end - start);
    // protobuf: a message that comes in several parts is merged.
    else if (number === error) size.errorBytes += end - start;
    else if (number === node) {
      size.nodeBytes += end - start;
      forEachPart(bytes, start, end, (inner, from, to) => {
        if (inner === 1) size.nodeIdBytes = Math.max(size.nodeIdBytes, to - from);
        else if (inner === 3) size.nodeFields += valuesIn(bytes, from, to, 'fields');
      });
    }
  };
  const { from = 0, to = 0, known } = findNames(bytes) ?? {};
  if (!known) {
    forEachPart(bytes, 0, bytes.length, measure);
    return size;
  }
  forEachPart(bytes, 0, from, measure);
  size.names += known.names.length;
  size.longestTextBytes = Math.max(size.longestTextBytes, longestIn(known));
  forEachPart(bytes, to, bytes.length, measure);
  return size;
}

/** protobuf: as deep as messages lie within each other before they are not read. */
const MOST_LEVELS = 100;

/** How many values a Struct, or a ListValue, holds, at whatever depth. Both have their values in the field 1. */
function valuesIn(bytes: Uint8Array, start: number, end: number, of: 'fields' | 'values', level = 0): number {
  let count = 0;
  if (level > MOST_LEVELS) return count;
  // Value: struct_value = 5, list_value = 6.
  const seeValue = (from: number, to: number): void =>
    forEachPart(bytes, from, to, (number, a, b) => {
      if (number === 5) count += valuesIn(bytes, a, b, 'fields', level + 1);
      else if (number === 6) count += valuesIn(bytes, a, b, 'values', level + 1);
    });
  forEachPart(bytes, start, end, (number, from, to) => {
    if (number !== 1) return;
    count += 1;
    if (of === 'values') seeValue(from, to);
    // An entry of a map: its value is the field 2.
    else forEachPart(bytes, from, to, (field, a, b) => void (field === 2 && seeValue(a, b)));
  });
  return count;
}

const longest = new WeakMap<Uint8Array, number>();

/** Measured once, as a list is repeated with each ACK. */
function longestIn({ bytes }: NameList): number {
  let most = longest.get(bytes);
  if (most === undefined) {
    most = 0;
    forEachPart(bytes, 0, bytes.length, (_, start, end) => (most = Math.max(most ?? 0, end - start)));
    longest.set(bytes, most);
  }
  return most;
}

/** Shows each length-delimited field of a message, but those in groups, which proto3 does not have. */
function forEachPart(
  bytes: Uint8Array,
  start: number,
  end: number,
  see: (number: number, start: number, end: number) => void,
): void {
  let position = start;
  let groups = 0;

  /** Values beyond 32 bits are no lengths and no tags: what they come to does not matter. */
  function varint(): number {
    let value = 0;
    for (let shift = 0; position < end && shift < 70; shift += 7) {
      const byte = bytes[position++] ?? 0;
      if (shift < 32) value = (value | ((byte & 127) << shift)) >>> 0;
      if (byte < 128) return value;
    }
    position = end;
    return 0;
  }

  while (position < end) {
    const tag = varint();
    switch (tag & 7) {
      case 0:
        varint();
        break;
      case 1:
        position += 8;
        break;
      case 2: {
        const length = varint();
        if (position + length > end) return;
        if (groups === 0) see(tag >>> 3, position, position + length);
        position += length;
        break;
      }
      case 3:
        groups += 1;
        break;
      case 4:
        groups -= 1;
        break;
      case 5:
        position += 4;
        break;
      default:
        return;
    }
  }
}
