import type { Manifest } from '../client/manifest.js';

/** As kubectl prints an object: who manages which field is the server's own business. */
export function withoutManagers(object: Manifest): Manifest {
  const { managedFields: _managers, ...metadata } = object.metadata;
  return { ...object, metadata };
}
