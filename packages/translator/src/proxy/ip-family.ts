import type { Proxy } from './proxy.js';

/** Istio: a proxy all of whose addresses are IPv6 binds and resolves IPv6; any other (or an unknown one) IPv4. */
export const isIPv6Only = (proxy: Proxy): boolean =>
  proxy.ipAddresses.length > 0 && proxy.ipAddresses.every((ip) => ip.includes(':'));

export const wildcardAddress = (proxy: Proxy): string => (isIPv6Only(proxy) ? '::' : '0.0.0.0');
