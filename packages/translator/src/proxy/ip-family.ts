import { isIpv6Address } from '@xdsim/api';
import { UNSPECIFIED_ADDRESS } from '@xdsim/registry';
import type { Service } from '@xdsim/registry';
import type { Proxy } from './proxy.js';

type Addressed = Pick<Proxy, 'ipAddresses'>;

/** Istio: a proxy all of whose addresses are IPv6 binds and resolves IPv6; any other (or an unknown one) IPv4. */
export const isIPv6Only = (proxy: Addressed): boolean =>
  proxy.ipAddresses.length > 0 && proxy.ipAddresses.every(isIpv6Address);

/** A proxy with addresses of both families listens on both. */
export const isDualStack = (proxy: Addressed): boolean =>
  proxy.ipAddresses.some(isIpv6Address) && !isIPv6Only(proxy);

/** The addresses at which a proxy is reached from anywhere; the first names its listeners. */
export const wildcardAddresses = (proxy: Addressed): readonly [string, ...string[]] =>
  isIPv6Only(proxy) ? ['::'] : isDualStack(proxy) ? ['0.0.0.0', '::'] : ['0.0.0.0'];

/** The addresses at which a proxy is reached from its own machine alone. */
export const localAddresses = (proxy: Addressed): readonly [string, ...string[]] =>
  isIPv6Only(proxy) ? ['::1'] : isDualStack(proxy) ? ['127.0.0.1', '::1'] : ['127.0.0.1'];

export const wildcardAddress = (proxy: Addressed): string => wildcardAddresses(proxy)[0];

/**
 * Istio: of a service that has an address of each family the one that the proxy speaks, the first if it speaks both. One
 * that has none is found at what was allocated to it, IPv4 first, by a proxy that answers DNS itself.
 */
export function addressFor(proxy: Addressed & Pick<Proxy, 'capturesDns'>, service: Service): string {
  const { address, addresses = [address], allocatedAddresses } = service;
  const usable =
    proxy.capturesDns && address === UNSPECIFIED_ADDRESS
      ? allocatedAddresses.toSorted((a, b) => Number(isIpv6Address(a)) - Number(isIpv6Address(b)))
      : addresses;
  const spoken = isDualStack(proxy)
    ? usable[0]
    : usable.find((ip) => isIpv6Address(ip) === isIPv6Only(proxy));
  return spoken ?? address;
}
