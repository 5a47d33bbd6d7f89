import type { MeshConfig } from '../mesh/mesh-config.js';
import type { EffectivePolicy } from '../policy/effective-policy.js';
import { duration } from '../seconds.js';

export const connectTimeout = (mesh: MeshConfig, { connectionPool }: EffectivePolicy): string =>
  duration(connectionPool?.tcp?.connectTimeout) ?? mesh.connectTimeout;
