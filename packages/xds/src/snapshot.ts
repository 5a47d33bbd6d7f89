import type { ResourceSet } from '@xdsim/envoy';

/** The content of a view: what equal proxies see. */
export interface Snapshot {
  readonly resources: ResourceSet;
  /** Of the objects that the content was made of; grows. */
  readonly generation: number;
}
