import { isIpv6Address } from '@xdsim/api';
import type { Route, VirtualHost } from '@xdsim/envoy';

export const joinHostPort = (host: string, port: number): string =>
  isIpv6Address(host) ? `[${host}]:${port}` : `${host}:${port}`;

/** An address of IPv6 is a domain in brackets only. */
export const asDomain = (host: string): string => (isIpv6Address(host) ? `[${host}]` : host);

export const virtualHost = (
  name: string,
  domains: readonly string[],
  routes: readonly Route[],
): VirtualHost => ({
  name,
  domains,
  routes,
  include_request_attempt_count: true,
});
