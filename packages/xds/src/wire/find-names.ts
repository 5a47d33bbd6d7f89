import { nameLists, type NameList } from './name-lists.js';

/** Below this many bytes a list costs as much to find as to decode. */
const LEAST_BYTES = 256;

/** `resource_names`, or `resource_names_subscribe`: both are field 3. */
const NAMES = (3 << 3) | 2;

/** From where to where the names of a request are. */
export interface Found {
  readonly from: number;
  readonly to: number;
  /** The list, if another request had it. */
  readonly known: NameList | undefined;
}

/**
 * Finds the names of a request, if it has many and they stand together. What is not as expected is left to the decoder.
 */
export function findNames(bytes: Uint8Array): Found | undefined {
  if (bytes.length < LEAST_BYTES) return undefined;
  let from = -1;
  let to = -1;
  let known: NameList | undefined;
  for (let at = 0; at < bytes.length;) {
    const tag = bytes[at]!;
    // All that requests have are length-delimited fields whose tags take one byte.
    if (tag > 127 || (tag & 7) !== 2) return undefined;
    if (tag === NAMES && from < 0) {
      from = at;
      // A client repeats its list with each ACK: it is compared as a whole, and not gone through name by name.
      known = nameLists.at(bytes, from);
      to = at = from + (known?.bytes.length ?? 0);
      if (known) continue;
    }
    let length = 0;
    let next = at + 1;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[next++];
      if (byte === undefined || shift > 21) return undefined;
      length |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    next += length;
    if (next > bytes.length) return undefined;
    if (tag === NAMES) {
      if (to !== at) return undefined;
      to = next;
      known = undefined;
    }
    at = next;
  }
  return to - from < LEAST_BYTES ? undefined : { from, to, known };
}
