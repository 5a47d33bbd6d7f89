import { resourceTypeOf } from '@xdsim/envoy';
import { nothingAwaited, nothingPostponed } from '../state/stream-state.js';
import type { Protocol, StreamOptions, StreamState } from '../state/stream-state.js';
import { typeTraits } from '../state/type-traits.js';
import { emptyAssignment } from './empty-assignment.js';

/**
 * A stream before its first request.
 * @example
 * let [state, effects] = step(openStream('delta'), { kind: 'request', request });
 */
export function openStream(protocol: Protocol, options: StreamOptions = {}): StreamState {
  return {
    protocol,
    options: {
      fallback: emptyAssignment,
      legacyWildcard: isWildcardByDefault,
      typeUrl: '',
      noncePrefix: '',
      ...options,
    },
    node: undefined,
    offered: undefined,
    published: undefined,
    postponed: nothingPostponed,
    targetsTimeUp: -1,
    types: new Map(),
    responses: 0,
    retained: [],
    awaited: nothingAwaited,
    overtaken: [],
    waitingSince: -1,
    timeUp: -1,
    closed: false,
  };
}

// xDS: only clusters and listeners have the legacy wildcard. A type that this server does not know may be one of
// the others that have it (scoped routes), and everything of it is nothing.
function isWildcardByDefault(typeUrl: string): boolean {
  const type = resourceTypeOf(typeUrl);
  return type === undefined || typeTraits[type].hasLegacyWildcard;
}
