import { status } from '@grpc/grpc-js';

/** Why a client was not served on, in the words of metrics. */
export const refusalReasons = [
  'malformed',
  'compression',
  'request-size',
  'names',
  'name-size',
  'types',
  'node-size',
  'node-depth',
  'node-fields',
  'error-size',
  'request-rate',
  'streams',
  'views',
  'connections',
  'first-request',
  'unanswered',
  'incomplete',
  'flood',
  'slow-reader',
  'identity',
  'admin-connections',
  'admin-requests',
  'admin-bodies',
  'admin-watches',
] as const;

export type RefusalReason = (typeof refusalReasons)[number];

/** A client that went too far, and what it is told. */
export interface Refusal {
  readonly reason: RefusalReason;
  readonly code: status;
  readonly message: string;
}

// gRPC: a client is told what it did wrong by INVALID_ARGUMENT, that it wants too much by RESOURCE_EXHAUSTED, and that
// it is welcome to come back by UNAVAILABLE.
const codes: Partial<Record<RefusalReason, status>> = {
  malformed: status.INVALID_ARGUMENT,
  'node-depth': status.INVALID_ARGUMENT,
  compression: status.UNIMPLEMENTED,
  'first-request': status.DEADLINE_EXCEEDED,
  unanswered: status.UNAVAILABLE,
  identity: status.PERMISSION_DENIED,
};

export const refusal = (reason: RefusalReason, message: string): Refusal => ({
  reason,
  code: codes[reason] ?? status.RESOURCE_EXHAUSTED,
  message,
});
