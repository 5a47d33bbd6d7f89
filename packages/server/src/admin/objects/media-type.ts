/** The media type of a header without its parameters, in lower case. */
export const mediaType = (header: string | undefined): string =>
  (header ?? '').split(';')[0]!.trim().toLowerCase();

/** What is read and written; the first one is written to whoever does not mind. */
export const objectTypes = ['application/json', 'application/yaml'] as const;

export type ObjectType = (typeof objectTypes)[number];

/** The first of the types that a client accepts which is written here; undefined when there is none. */
// Kubernetes: who asks for a table or a protobuf offers JSON as well, and takes it.
export function acceptedType(accept: string | undefined): ObjectType | undefined {
  if (accept === undefined || accept.trim() === '') return objectTypes[0];
  for (const range of accept.split(',').map(mediaType)) {
    if (range === '*/*' || range === 'application/*') return objectTypes[0];
    const found = objectTypes.find((type) => type === range);
    if (found) return found;
  }
  return undefined;
}
