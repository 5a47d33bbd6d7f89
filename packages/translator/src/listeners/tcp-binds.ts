import { UNSPECIFIED_ADDRESS } from '@xdsim/registry';
import type { Service } from '@xdsim/registry';
import type { Context } from '../context.js';
import { wildcardAddress } from '../proxy/ip-family.js';

export const isCidr = (address: string): boolean => address.includes('/');

/** Istio: a service is found at its address, at the wildcard if it has none or a whole block of them. */
export const ownBind = ({ proxy }: Context, { address }: Service): string =>
  address === UNSPECIFIED_ADDRESS || isCidr(address) ? wildcardAddress(proxy) : address;

/**
 * The addresses at which a TCP service is told from others. Istio: one that has none and does not resolve is found at
 * those of the workloads that it selects, but for the proxy's own; as long as there are none it is not found at all.
 */
export function tcpBinds(context: Context, service: Service): readonly string[] {
  const { address, resolution, selector } = service;
  if (address !== UNSPECIFIED_ADDRESS || resolution !== 'NONE') return [ownBind(context, service)];
  const ips = new Set(context.snapshot.services.endpoints(service).map((e) => e.address));
  if (ips.size === 0 && !Object.keys(selector ?? {}).length) return [wildcardAddress(context.proxy)];
  return [...ips].filter((ip) => ip !== context.proxy.ipAddresses[0]);
}
