/** How the bytes after a tag are read. */
export const wireTypes = { varint: 0, fixed64: 1, delimited: 2, fixed32: 5 } as const;

/** The wire type of a scalar. */
export function wireTypeOf(scalar: string): number {
  if (scalar === 'string' || scalar === 'bytes') return wireTypes.delimited;
  if (scalar === 'double' || scalar === 'fixed64' || scalar === 'sfixed64') return wireTypes.fixed64;
  if (scalar === 'float' || scalar === 'fixed32' || scalar === 'sfixed32') return wireTypes.fixed32;
  return wireTypes.varint;
}

/** What stands before a field's value. */
export function tagOf(fieldNumber: number, wireType: number): number {
  return ((fieldNumber << 3) | wireType) >>> 0;
}
