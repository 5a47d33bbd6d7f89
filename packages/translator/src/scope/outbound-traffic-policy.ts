import type { Sidecar } from '@xdsim/api';
import type { MeshConfig } from '../mesh/mesh-config.js';

type Written = NonNullable<Sidecar['spec']['outboundTrafficPolicy']>;

/** What becomes of traffic to places that nobody knows. */
export interface OutboundTrafficPolicy {
  readonly mode: NonNullable<Written['mode']>;
  /** Takes such traffic, where it may pass at all. */
  readonly egressProxy?: NonNullable<Written['egressProxy']>;
}

/** Istio: a Sidecar's policy replaces the mesh's whole, and one that names no mode means the first, REGISTRY_ONLY. */
export function outboundTrafficPolicy(sidecar: Sidecar | undefined, mesh: MeshConfig): OutboundTrafficPolicy {
  const written = sidecar?.spec.outboundTrafficPolicy;
  if (!written) return mesh.outboundTrafficPolicy;
  const { mode = 'REGISTRY_ONLY', egressProxy } = written;
  return { mode, ...(egressProxy ? { egressProxy } : {}) };
}
