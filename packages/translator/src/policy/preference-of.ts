import { trafficDistribution } from '@xdsim/registry';
import type { Service } from '@xdsim/registry';
import type { Context } from '../context.js';
import type { EffectivePolicy } from './effective-policy.js';
import { localityPreference } from './locality-preference.js';
import type { LocalityPreference } from './locality-preference.js';

/** The preference of a service's cluster. Istio: a service that prefers nothing itself does as its namespace does. */
export function preferenceOf(
  { snapshot, mesh }: Context,
  { namespace, trafficDistribution: own }: Service,
  policy: EffectivePolicy,
): LocalityPreference | undefined {
  const annotations = snapshot.get('Namespace', '', namespace)?.metadata.annotations;
  return localityPreference(policy, own ?? trafficDistribution(annotations), mesh);
}
