import { resourceTypeOf, type Node, type Resource, type ResourceType } from '@xdsim/envoy';
import { nothingAwaited, type Awaited } from '../order/awaited.js';
import type { Overtaken } from '../order/overtaken.js';
import type { Retained } from '../order/retained.js';
import { nothingPostponed, type Postponed } from '../order/shown.js';
import type { Snapshot } from '../snapshot.js';
import { emptyAssignment } from './empty-assignment.js';
import type { TypeState } from './type-state.js';
import { typeTraits } from './type-traits.js';

/** State of the world, or incremental. */
export type Protocol = 'sotw' | 'delta';

export interface StreamOptions {
  /**
   * What a SotW stream answers for a name that was asked for and does not exist; must return the same for the
   * same name. Not asked for clusters and listeners, where absence from a response says it.
   * Default: {@link emptyAssignment}.
   */
  readonly fallback?: (type: ResourceType, name: string) => Resource | undefined;
  /**
   * Whether a first request without names subscribes to everything of that type. Default: true for all but
   * endpoints, routes and secrets, which are asked for by name.
   */
  readonly legacyWildcard?: (typeUrl: string) => boolean;
  /**
   * The only type of the stream, which requests then need not name: that of the service that it is opened on. Default:
   * none, so that each request names its type.
   */
  readonly typeUrl?: string;
  /** Begins every nonce. One that differs from stream to stream tells a nonce of an earlier stream apart. */
  readonly noncePrefix?: string;
}

/** Everything that is known of one gRPC stream. Nothing of it outlives the stream. */
export interface StreamState {
  readonly protocol: Protocol;
  readonly options: Required<StreamOptions>;
  /** From the first request, for the whole stream. */
  readonly node: Node | undefined;
  /** What the view holds. Undefined until it is translated. */
  readonly offered: Snapshot | undefined;
  /** What this client is shown of it: it leads nowhere where nothing is, if it did not before. */
  readonly published: Snapshot | undefined;
  readonly postponed: Postponed;
  /** Nothing is postponed any longer that was since this generation, or an older one; -1 at first. */
  readonly targetsTimeUp: number;
  /** By type URL, in the order of their first requests. */
  readonly types: ReadonlyMap<string, TypeState>;
  readonly responses: number;
  /** Clusters that are gone and that this client may not lose yet, oldest first. */
  readonly retained: readonly Retained[];
  /** What has to arrive before listeners and routes may change. */
  readonly awaited: Awaited;
  /** What changed on other streams lately, oldest first. */
  readonly overtaken: readonly Overtaken[];
  /** The newest generation of which something waits, or waited, for the client; -1 at first. */
  readonly waitingSince: number;
  /** Nothing waits any longer for what this generation, or an older one, brought; -1 at first. */
  readonly timeUp: number;
  readonly closed: boolean;
}

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
