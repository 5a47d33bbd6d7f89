import type { TrackedSnapshot } from '../incremental/tracked-snapshot.js';
import type { Tracking } from '../incremental/tracked.js';
import type { MeshConfig } from '../mesh/mesh-config.js';
import type { Client } from '../proxy/client.js';

/** Who looks at the world, and the world: all that decides what a proxy may see. */
export interface Vantage extends Tracking {
  readonly snapshot: TrackedSnapshot;
  readonly proxy: Client;
  readonly mesh: MeshConfig;
}
