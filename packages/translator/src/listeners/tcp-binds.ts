import { UNSPECIFIED_ADDRESS } from '@xdsim/registry';
import type { Service } from '@xdsim/registry';
import type { Context } from '../context.js';
import { wildcardAddress } from '../proxy/ip-family.js';

export const isCidr = (address: string): boolean => address.includes('/');

/** The addresses at which a TCP service is told from others. */
export function tcpBinds({ snapshot, proxy }: Context, service: Service): readonly string[] {
  const { address } = service;
  if (address !== UNSPECIFIED_ADDRESS) return [isCidr(address) ? wildcardAddress(proxy) : address];
  if (service.resolution !== 'NONE' || !service.selector) return [wildcardAddress(proxy)];
  // Istio: a service that does not resolve but knows its workloads is found at their addresses, but for the proxy's own.
  const ips = snapshot.services.endpoints(service).map((e) => e.address);
  const others = [...new Set(ips)].filter((ip) => !proxy.ipAddresses.includes(ip));
  return others.length ? others : [wildcardAddress(proxy)];
}
