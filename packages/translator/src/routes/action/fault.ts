import type { HttpFaultInjection } from '@xdsim/api';
import type { FaultAbort, FaultDelay, TypedMessage } from '@xdsim/envoy';
import { duration } from '../../seconds.js';
import { perHundred, perMillion } from './percent.js';

/** By their codes. */
const grpcStatuses = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
];

/** Istio: without a percentage the deprecated whole per cents count, and those are 0 unless written: no delay at all. */
function delay(written: HttpFaultInjection['delay']): FaultDelay | undefined {
  if (written?.fixedDelay === undefined) return undefined;
  return {
    fixed_delay: duration(written.fixedDelay),
    percentage: written.percentage ? perMillion(written.percentage) : perHundred(written.percent ?? 0),
  };
}

/** Without a percentage Envoy aborts nothing. */
function abort(written: HttpFaultInjection['abort']): FaultAbort | undefined {
  const { httpStatus, grpcStatus, percentage } = written ?? {};
  if (httpStatus === undefined && grpcStatus === undefined) return undefined;
  return {
    ...(httpStatus === undefined
      ? { grpc_status: Math.max(0, grpcStatuses.indexOf(grpcStatus ?? '')) }
      : { http_status: httpStatus }),
    ...(percentage ? { percentage: perMillion(percentage) } : {}),
  };
}

/** What Envoy's fault filter does with the requests of a route. */
export function fault(written: HttpFaultInjection): TypedMessage {
  const [delayed, aborted] = [delay(written.delay), abort(written.abort)];
  return {
    '@type': 'type.googleapis.com/envoy.extensions.filters.http.fault.v3.HTTPFault',
    ...(delayed ? { delay: delayed } : {}),
    ...(aborted ? { abort: aborted } : {}),
  };
}
