import type { ObjectKey } from '@xdsim/api';
import type { Versioned } from './object-table.js';

/** All that a store holds. */
export interface Kept {
  readonly generation: number;
  readonly objects: readonly Versioned[];
}

/** One generation's worth of changes; a generation that changed nothing that is kept has empty lists. */
export interface Saving {
  readonly generation: number;
  readonly put: readonly Versioned[];
  readonly deleted: readonly ObjectKey[];
}

/**
 * Where a registry keeps what came in by its API, over the end of its process. `@xdsim/server/store` has one on disk.
 */
export interface ObjectStore {
  load(): Kept;
  /**
   * Keeps one generation's changes, all or none, after those of all earlier calls. Settles when they are where no
   * crash can lose them; rejects when that did not work out.
   */
  save(saving: Saving): Promise<void>;
}
