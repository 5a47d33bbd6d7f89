import type { CircuitBreakers } from '@xdsim/envoy';
import type { EffectivePolicy } from '../policy/effective-policy.js';

/** As good as no limit: Istio opens all four, where Envoy's own defaults would cut at 1024. */
const UNLIMITED = 4_294_967_295;

export function circuitBreakers({ connectionPool, retryBudget }: EffectivePolicy = {}): CircuitBreakers {
  const { tcp, http } = connectionPool ?? {};
  return {
    thresholds: [
      {
        max_connections: tcp?.maxConnections || UNLIMITED,
        max_pending_requests: http?.http1MaxPendingRequests || UNLIMITED,
        max_requests: http?.http2MaxRequests || UNLIMITED,
        max_retries: http?.maxRetries || UNLIMITED,
        ...(retryBudget
          ? {
              retry_budget: {
                budget_percent: { value: retryBudget.percent ?? 20 },
                // Istio: 0 means not set.
                min_retry_concurrency: retryBudget.minRetryConcurrency || 3,
              },
            }
          : {}),
      },
    ],
  };
}
