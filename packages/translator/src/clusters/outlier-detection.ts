import type { Cluster } from '@xdsim/envoy';
import { duration } from '../seconds.js';
import type { EffectivePolicy } from '../policy/effective-policy.js';

type Outlier = NonNullable<EffectivePolicy['outlierDetection']>;

/** Istio enforces by counts only: success rates are never enforced, and a count of 0 switches its check off. */
export function outlierDetection(outlier: Outlier | undefined): Pick<Cluster, 'outlier_detection'> {
  if (!outlier) return {};
  const errors = outlier.consecutive5xxErrors;
  const gateway = outlier.consecutiveGatewayErrors;
  const local = outlier.consecutiveLocalOriginFailures ?? 0;
  const interval = duration(outlier.interval);
  const ejection = duration(outlier.baseEjectionTime);
  return {
    outlier_detection: {
      enforcing_success_rate: 0,
      ...(errors === undefined
        ? {}
        : { consecutive_5xx: errors, enforcing_consecutive_5xx: errors > 0 ? 100 : 0 }),
      ...(gateway === undefined
        ? {}
        : {
            consecutive_gateway_failure: gateway,
            enforcing_consecutive_gateway_failure: gateway > 0 ? 100 : 0,
          }),
      ...(interval ? { interval } : {}),
      ...(ejection ? { base_ejection_time: ejection } : {}),
      ...(outlier.maxEjectionPercent ? { max_ejection_percent: outlier.maxEjectionPercent } : {}),
      ...(outlier.splitExternalLocalOriginErrors
        ? {
            split_external_local_origin_errors: true,
            enforcing_local_origin_success_rate: 0,
            ...(local > 0
              ? {
                  consecutive_local_origin_failure: local,
                  enforcing_consecutive_local_origin_failure: 100,
                }
              : {}),
          }
        : {}),
    },
  };
}
