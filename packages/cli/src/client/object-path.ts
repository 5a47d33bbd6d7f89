import { apiVersionsOf, isNamespaced, resourceNamesOf } from '@xdsim/api';
import type { Kind } from '@xdsim/api';

export interface ObjectPlace {
  readonly kind: Kind;
  /** All of them unless given. */
  readonly namespace?: string | undefined;
  /** A list unless given. */
  readonly name?: string;
  /** The preferred one unless given. */
  readonly apiVersion?: string;
}

/** Where the API has an object, or a list of them. */
export function objectPath({ kind, namespace, name, apiVersion }: ObjectPlace): string {
  const version = apiVersion ?? apiVersionsOf(kind)[0]!;
  const scope =
    isNamespaced(kind) && namespace !== undefined ? ['namespaces', encodeURIComponent(namespace)] : [];
  return [
    version.includes('/') ? '/apis' : '/api',
    version,
    ...scope,
    resourceNamesOf(kind).plural,
    ...(name === undefined ? [] : [encodeURIComponent(name)]),
  ].join('/');
}
