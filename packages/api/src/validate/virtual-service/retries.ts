import { isHttpStatus } from '../../http-status.js';
import type { HttpRetry } from '../../kinds/http-route.js';
import type { Path } from '../../path.js';
import { suggest } from '../../suggest.js';
import { checkDuration } from '../duration.js';
import type { Findings } from '../findings.js';
import { quote } from '../quote.js';

/** Envoy: the conditions of x-envoy-retry-on and x-envoy-retry-grpc-on. */
const conditions: readonly string[] = [
  ...'5xx gateway-error reset reset-before-request connect-failure retriable-4xx refused-stream'.split(' '),
  ...'retriable-status-codes retriable-headers envoy-ratelimited http3-post-connect-failure'.split(' '),
  ...'cancelled deadline-exceeded internal resource-exhausted unavailable'.split(' '),
];

export function checkRetries(findings: Findings, path: Path, retries: HttpRetry): void {
  const { attempts = 0, perTryTimeout, retryOn = '', retryRemoteLocalities, backoff } = retries;
  if (attempts < 0)
    findings.add([...path, 'attempts'], 'XDS0368', `attempts cannot be ${attempts}`, 'write 0 or more');
  const isConfigured = perTryTimeout !== undefined || retryOn !== '' || retryRemoteLocalities !== undefined;
  if (attempts === 0 && isConfigured) {
    findings.add(
      path,
      'XDS0368',
      'retries are configured but there are no attempts',
      'set attempts to 1 or more',
    );
  }
  checkDuration(findings, [...path, 'perTryTimeout'], perTryTimeout);
  checkDuration(findings, [...path, 'backoff'], backoff);
  for (const condition of retryOn === '' ? [] : retryOn.split(',')) {
    if (conditions.includes(condition) || isHttpStatus(condition)) continue;
    const suggestion = suggest(condition, conditions);
    const help = suggestion
      ? `did you mean ${suggestion}?`
      : `use HTTP statuses and ${conditions.join(', ')}`;
    findings.add([...path, 'retryOn'], 'XDS0368', `${quote(condition)} is not a condition to retry on`, help);
  }
}
