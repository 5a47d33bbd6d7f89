import type { Resource, ResourceType } from '@xdsim/envoy';

/** What is known of what a proxy holds. */
export interface Holdings {
  /** The version of a resource that it accepted last. */
  accepted(type: ResourceType, name: string): Resource | undefined;
  /** The older one that it came back with: it can be left with it, but not be sent. */
  kept(type: ResourceType, name: string): Resource | undefined;
  /** Whether it came back with something that this server does not know. */
  mayHoldOlder(type: ResourceType): boolean;
}
