import { isHttpStatus, type HttpRetry } from '@xdsim/api';
import type { RetryPolicy } from '@xdsim/envoy';
import { duration } from '../../seconds.js';

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

const previousPriorities = {
  retry_priority: {
    name: 'envoy.retry_priorities.previous_priorities',
    typed_config: {
      '@type':
        'type.googleapis.com/envoy.extensions.retry.priority.previous_priorities.v3.PreviousPrioritiesConfig',
      update_frequency: 2,
    },
  },
} as const;

const STATUS_CODES = 'retriable-status-codes';
const DEFAULT_RETRY_ON = `connect-failure,refused-stream,unavailable,cancelled,${STATUS_CODES}`;

/** Istio: numbers among the conditions are status codes; the token that switches them on is added if it is missing. */
function retryConditions(retryOn: string): Pick<RetryPolicy, 'retry_on' | 'retriable_status_codes'> {
  const tokens = retryOn
    .split(',')
    .map((token) => token.trim())
    .filter((token) => token !== '');
  const codes = tokens.filter(isHttpStatus).map(Number);
  const words = tokens.filter((token) => !isHttpStatus(token)).join(',');
  if (codes.length === 0) return { retry_on: words };
  return {
    // Istio: codes alone leave a comma in front, which Envoy passes over.
    retry_on: words.includes(STATUS_CODES) ? words : `${words},${STATUS_CODES}`,
    retriable_status_codes: codes,
  };
}

/**
 * When and how often Envoy tries again; `undefined` switches retries off. Without anything written Istio retries twice; it
 * lists no status codes then, so that their token does nothing. A retry goes to another host, but not with a hash on a
 * single destination, which leads to the same host anyway.
 */
export function retryPolicy(retries: HttpRetry | undefined, hashed: boolean): RetryPolicy | undefined {
  const { attempts = 0, retryOn, perTryTimeout, backoff, retryRemoteLocalities } = retries ?? { attempts: 2 };
  if (attempts <= 0) return undefined;
  const elsewhere = retries?.retryIgnorePreviousHosts ?? !hashed;
  const perTry = duration(perTryTimeout);
  const interval = duration(backoff);
  return {
    ...(retryOn ? retryConditions(retryOn) : { retry_on: DEFAULT_RETRY_ON }),
    num_retries: attempts,
    host_selection_retry_max_attempts: 5,
    ...(perTry ? { per_try_timeout: perTry } : {}),
    ...(elsewhere ? previousHosts : {}),
    ...(retryRemoteLocalities ? previousPriorities : {}),
    ...(interval ? { retry_back_off: { base_interval: interval } } : {}),
  };
}
