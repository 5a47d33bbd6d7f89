import type { Service } from '@xdsim/registry';
import type { Context } from '../context.js';
import type { EffectivePolicy } from './effective-policy.js';
import { localityPreference } from './locality-preference.js';
import type { LocalityPreference } from './locality-preference.js';

/** The preference of a service's cluster. Istio: a service that prefers nothing itself does as its namespace does. */
export const preferenceOf = (
  { snapshot, mesh }: Context,
  service: Service,
  policy: EffectivePolicy,
): LocalityPreference | undefined =>
  localityPreference(policy, snapshot.services.trafficDistribution(service), mesh);
