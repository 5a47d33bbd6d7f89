/**
 * What a record has under a key that a user chose. JavaScript gives every record more than its own, so that a port named
 * `constructor` would be a function.
 */
export const own = <T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
  record && Object.hasOwn(record, key) ? record[key] : undefined;
