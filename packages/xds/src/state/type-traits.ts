import type { ResourceType } from '@xdsim/envoy';

/** How the protocol treats a type. */
interface TypeTraits {
  /** A SotW response holds everything that the client asks for. */
  readonly isWhole: boolean;
  /** A first request without names asks for everything. */
  readonly hasLegacyWildcard: boolean;
  /** It follows what refers to it, changed or not: always, or on delta alone, as SotW clients ask for it. */
  readonly follows: 'always' | 'on delta' | 'never';
}

// xDS: of clusters and listeners absence is deletion. Of other types a response may hold a part, absence says nothing,
// and they go when what refers to them goes.
const whole: TypeTraits = { isWhole: true, hasLegacyWildcard: true, follows: 'never' };
const partial: TypeTraits = { isWhole: false, hasLegacyWildcard: false, follows: 'always' };

/** The types that are served, with what is particular about each. */
export const typeTraits: Readonly<Record<ResourceType, TypeTraits>> = {
  clusters: whole,
  endpoints: partial,
  listeners: whole,
  // Envoy: listeners share what they know of routes, so that there may be nothing to wait for.
  routes: { ...partial, follows: 'on delta' },
  secrets: partial,
};
