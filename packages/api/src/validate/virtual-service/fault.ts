import type { HttpFaultInjection } from '../../kinds/http-route.js';
import type { Path } from '../../path.js';
import { suggest } from '../../suggest.js';
import { checkDuration } from '../duration.js';
import type { Findings } from '../findings.js';
import { quote } from '../quote.js';
import { checkPercentage } from './percentage.js';

const grpcStatuses: readonly string[] =
  `OK CANCELLED UNKNOWN INVALID_ARGUMENT DEADLINE_EXCEEDED NOT_FOUND ALREADY_EXISTS PERMISSION_DENIED RESOURCE_EXHAUSTED
  FAILED_PRECONDITION ABORTED OUT_OF_RANGE UNIMPLEMENTED INTERNAL UNAVAILABLE DATA_LOSS UNAUTHENTICATED`.split(
    /\s+/,
  );

export function checkFault(findings: Findings, path: Path, { abort, delay }: HttpFaultInjection): void {
  if (!abort && !delay) {
    findings.add(
      path,
      'XDS0367',
      'a fault has neither a delay nor an abort',
      'add one of them, or remove it',
    );
  }
  if (abort) checkAbort(findings, [...path, 'abort'], abort);
  if (delay) checkDelay(findings, [...path, 'delay'], delay);
}

function checkAbort(findings: Findings, path: Path, abort: NonNullable<HttpFaultInjection['abort']>): void {
  const { httpStatus, grpcStatus, http2Error, percentage } = abort;
  checkPercentage(findings, [...path, 'percentage'], 'XDS0367', percentage);
  if (httpStatus === undefined && grpcStatus === undefined && http2Error === undefined) {
    findings.add(path, 'XDS0381', 'an abort does not say how to fail', 'add httpStatus or grpcStatus');
  }
  // Istio says 200 to 599, and lets 600 pass
  if (httpStatus !== undefined && (httpStatus < 200 || httpStatus > 600)) {
    findings.add(
      [...path, 'httpStatus'],
      'XDS0367',
      `${httpStatus} is not an HTTP status to fail with`,
      'write 200 to 599',
    );
  }
  if (grpcStatus !== undefined && !grpcStatuses.includes(grpcStatus)) {
    const suggestion = suggest(grpcStatus, grpcStatuses);
    const help = suggestion ? `did you mean ${suggestion}?` : 'write a name such as UNAVAILABLE';
    findings.add([...path, 'grpcStatus'], 'XDS0367', `there is no gRPC status ${quote(grpcStatus)}`, help);
  }
  if (http2Error !== undefined) {
    findings.add(
      [...path, 'http2Error'],
      'XDS0367',
      'http2Error is not supported',
      'use httpStatus or grpcStatus',
    );
  }
}

function checkDelay(findings: Findings, path: Path, delay: NonNullable<HttpFaultInjection['delay']>): void {
  checkPercentage(findings, [...path, 'percentage'], 'XDS0367', delay.percentage);
  checkDuration(findings, [...path, 'fixedDelay'], delay.fixedDelay);
  if (delay.exponentialDelay !== undefined) {
    findings.add(
      [...path, 'exponentialDelay'],
      'XDS0367',
      'exponentialDelay is not supported',
      'use fixedDelay',
    );
  }
}
