import type { VirtualService } from '@xdsim/api';
import type { RetryPolicy } from '@xdsim/envoy';
import { duration } from '../seconds.js';

export type Retries = NonNullable<NonNullable<VirtualService['spec']['http']>[number]['retries']>;

const previousHosts = {
  retry_host_predicate: [
    {
      name: 'envoy.retry_host_predicates.previous_hosts',
      typed_config: {
        '@type': 'type.googleapis.com/envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate',
      },
    },
  ],
} as const;

const DEFAULT_RETRY_ON = 'connect-failure,refused-stream,unavailable,cancelled,retriable-status-codes';

/** Istio's retries where nobody asked for others. No status codes are listed, so that token does nothing. */
export const defaultRetryPolicy: RetryPolicy = {
  retry_on: DEFAULT_RETRY_ON,
  num_retries: 2,
  host_selection_retry_max_attempts: 5,
  ...previousHosts,
};

/** Istio: numbers among the conditions are status codes; the token that switches them on is added if it is missing. */
function retryConditions(
  retryOn: string | undefined,
): Pick<RetryPolicy, 'retry_on' | 'retriable_status_codes'> {
  const tokens = (retryOn || DEFAULT_RETRY_ON).split(',').map((t) => t.trim());
  const codes = tokens.filter((t) => /^\d{3}$/.test(t)).map(Number);
  const words = tokens.filter((t) => t && !/^\d{3}$/.test(t));
  if (codes.length && !words.includes('retriable-status-codes')) words.push('retriable-status-codes');
  return { retry_on: words.join(','), ...(codes.length ? { retriable_status_codes: codes } : {}) };
}

/**
 * The retry policy of a VirtualService's route; `undefined` switches retries off. Istio: with a hash on a single
 * destination the same host may be tried again, since the hash leads to it anyway.
 */
export function retryPolicy(retries: Retries | undefined, hashed: boolean): RetryPolicy | undefined {
  if (!retries) {
    if (!hashed) return defaultRetryPolicy;
    const { retry_host_predicate: _, ...rest } = defaultRetryPolicy;
    return rest;
  }
  const attempts = retries.attempts ?? 0;
  if (attempts <= 0) return undefined;
  const perTry = duration(retries.perTryTimeout);
  const backoff = duration(retries.backoff);
  const elsewhere = retries.retryIgnorePreviousHosts ?? !hashed;
  return {
    ...retryConditions(retries.retryOn),
    num_retries: attempts,
    host_selection_retry_max_attempts: 5,
    ...(perTry ? { per_try_timeout: perTry } : {}),
    ...(elsewhere ? previousHosts : {}),
    ...(retries.retryRemoteLocalities
      ? {
          retry_priority: {
            name: 'envoy.retry_priorities.previous_priorities',
            typed_config: {
              '@type':
                'type.googleapis.com/envoy.extensions.retry.priority.previous_priorities.v3.PreviousPrioritiesConfig',
              update_frequency: 2,
            },
          },
        }
      : {}),
    ...(backoff ? { retry_back_off: { base_interval: backoff } } : {}),
  };
}
