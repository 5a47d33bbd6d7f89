import type { Cluster } from '@xdsim/envoy';
import type { Service } from '@xdsim/registry';
import { keepsDraining } from '../endpoints/draining.js';
import type { EffectivePolicy } from '../policy/effective-policy.js';
import type { LocalityPreference } from '../policy/locality-preference.js';

type CommonLb = NonNullable<Cluster['common_lb_config']>;

/** How localities share a cluster's requests: by Envoy's own balance of zones, or by the weights that are written. */
function byLocality(preference: LocalityPreference | undefined): CommonLb {
  if (preference?.kind === 'zone-aware') {
    const { minClusterSize } = preference.setting;
    return {
      zone_aware_lb_config: {
        ...(preference.isOff ? { routing_enabled: {} } : {}),
        ...(minClusterSize === undefined ? {} : { min_cluster_size: minClusterSize }),
      },
    };
  }
  if (!preference) return {};
  const { distribute, failover, failoverPriority } = preference.setting;
  const failsOver = preference.failsOver && Boolean(failover?.length || failoverPriority?.length);
  return distribute?.length || failsOver ? { locality_weighted_lb_config: {} } : {};
}

/** What all load balancers of a cluster heed. */
export function commonLoadBalancing(
  service: Service,
  { outlierDetection }: EffectivePolicy,
  preference: LocalityPreference | undefined,
  { isSubset, isDistributed }: { readonly isSubset: boolean; readonly isDistributed: boolean },
): CommonLb {
  const panic = isDistributed ? 0 : (outlierDetection?.minHealthPercent ?? 0);
  return {
    // Istio: unhealthy endpoints are sent too, so panic routing is switched off unless it is asked for; where traffic is
    // distributed by place they always are, and nobody can ask for it.
    healthy_panic_threshold: panic ? { value: panic } : {},
    ...byLocality(preference),
    // Istio: sessions that are to last may stay with an endpoint that is about to go; subsets are not thought of.
    ...(keepsDraining(service) && !isSubset
      ? { override_host_status: { statuses: ['HEALTHY', 'DRAINING', 'UNKNOWN', 'DEGRADED'] } }
      : {}),
  };
}
