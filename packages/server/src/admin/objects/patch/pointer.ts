import { Pointer } from 'rfc6902';

/** What a step wants of a place: that it is there, or that something can be put there. */
export type Purpose = 'read' | 'write' | 'add';

/** Where a pointer leads, or why it leads nowhere. */
export type Reached = { readonly moved: number; readonly error?: undefined } | { readonly error: string };

/**
 * Follows a JSON pointer as RFC 6902 has it and no further: through the fields that an object has of its own, and the items
 * of a list. To JavaScript a list has more, such as a `length` that can be set to a hundred million.
 *
 * @returns how many items of a list move when the place is written or removed
 */
export function reach(target: unknown, pointer: string, purpose: Purpose): Reached {
  const tokens = Pointer.fromJSON(pointer).tokens.slice(1);
  let node = target;
  let moved = 0;
  for (const [depth, token] of tokens.entries()) {
    const isNew = purpose === 'add' && depth === tokens.length - 1;
    if (Array.isArray(node)) {
      const index = isNew && token === '-' ? node.length : indexOf(token);
      if (index === undefined) return { error: `${JSON.stringify(token)} is no index of a list` };
      if (index > node.length || (index === node.length && !isNew)) {
        return { error: `the list has no item ${index}` };
      }
      moved = node.length - index;
      node = node[index] as unknown;
    } else if (typeof node === 'object' && node !== null) {
      if (!isNew && !Object.hasOwn(node, token)) return { error: `there is no ${JSON.stringify(token)}` };
      moved = 0;
      node = (node as Readonly<Record<string, unknown>>)[token];
    } else return { error: `there is nothing below a ${node === null ? 'null' : typeof node}` };
  }
  return { moved };
}

/** RFC 6901: digits, without leading zeros. */
const indexOf = (token: string): number | undefined =>
  /^(?:0|[1-9]\d{0,8})$/.test(token) ? Number(token) : undefined;
