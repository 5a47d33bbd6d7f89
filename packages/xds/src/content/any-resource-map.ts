import type { Resource } from '@xdsim/envoy';

/** Resources of one type by name, whichever type it is. */
export type AnyResourceMap = ReadonlyMap<string, Resource>;

/** What a client holds before it is told anything, and what there is of a type that is not served. */
export const noResources: AnyResourceMap = new Map();
