import type { Node, Resource, ResourceType } from '@xdsim/envoy';
import type { AnyResourceMap } from '../content/any-resource-map.js';
import type { Snapshot } from '../snapshot.js';
import type { TypeState } from './type-state.js';

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

/** Why a name is awaited. */
export interface Reason {
  /** That brought it. */
  readonly generation: number;
  /** Of the response that was on its way before the reason arose, and so does not count. */
  readonly notBy: string | undefined;
}

/** Names that the client has not confirmed yet. */
export type Names = ReadonlyMap<string, Reason>;

/** What must arrive before something else may change. */
export interface Awaited {
  /** Clusters that are new to the client. */
  readonly clusters: Names;
  /** Their assignments: without one a cluster is not in use yet. */
  readonly endpoints: Names;
  /** Routes of new or changed listeners: without them the listener before serves on. */
  readonly routes: Names;
  /** Secrets of new clusters, and of new or changed listeners. */
  readonly secrets: Names;
}

export const nothingAwaited: Awaited = {
  clusters: new Map(),
  endpoints: new Map(),
  routes: new Map(),
  secrets: new Map(),
};

/** Clusters that are no more, and that this client keeps while its listeners and routes may still lead to them. */
export interface Retained {
  /** Of the content that they are missing from. */
  readonly generation: number;
  /** What the client has to hold of listeners and routes before they may go: the same, or a later one. */
  readonly needed: number;
  readonly clusters: AnyResourceMap;
  /** Where their hosts are. */
  readonly endpoints: AnyResourceMap;
}

/** Clusters or listeners that changed, and that this client gets on another stream, if at all. */
export interface Overtaken {
  /** That changed them. */
  readonly generation: number;
  readonly parents: readonly Resource[];
}

/** What is not shown to a client as it is offered, by `type/name`, and the generation since which. */
export type Postponed = ReadonlyMap<string, number>;

export const nothingPostponed: Postponed = new Map();
