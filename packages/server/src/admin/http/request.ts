import type { IncomingHttpHeaders } from 'node:http';

/** What was asked of the admin address, read to its end. */
export interface AdminRequest {
  readonly method: string;
  /** Still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** Whether it only wants to know: HEAD is a GET whose body stays behind. */
export const isRead = ({ method }: AdminRequest): boolean => method === 'GET' || method === 'HEAD';

/** A query parameter that is there, and not `false` or `0`: `?pretty` and `?pretty=true`. */
export function isSet(query: URLSearchParams, name: string): boolean {
  const value = query.get(name);
  return value !== null && value !== 'false' && value !== '0';
}
