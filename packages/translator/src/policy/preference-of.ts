import type { RegistrySnapshot, Service } from '@xdsim/registry';
import type { MeshConfig } from '../mesh/mesh-config.js';
import type { EffectivePolicy } from './effective-policy.js';
import { localityPreference } from './locality-preference.js';
import type { LocalityPreference } from './locality-preference.js';

/** The preference of a service's cluster. Istio: a service that prefers nothing itself does as its namespace does. */
export const preferenceOf = (
  { snapshot, mesh }: { readonly snapshot: RegistrySnapshot; readonly mesh: MeshConfig },
  service: Service,
  policy: EffectivePolicy,
): LocalityPreference | undefined =>
  localityPreference(policy, snapshot.services.trafficDistribution(service), mesh);
