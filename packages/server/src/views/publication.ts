import type { ResourceSet } from '@xdsim/envoy';

/** What a view holds now. */
export interface Publication {
  readonly resources: ResourceSet;
  readonly generation: number;
}

/** Gets the present publication of a view if there is one and nothing newer comes soon, and each later one. */
export type Deliver = (publication: Publication) => void;
