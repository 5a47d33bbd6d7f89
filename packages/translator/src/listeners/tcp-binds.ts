import { isCidr, isIpAddress } from '@xdsim/api';
import { UNSPECIFIED_ADDRESS } from '@xdsim/registry';
import type { Service } from '@xdsim/registry';
import { isHeadless } from '../clusters/cluster-kind.js';
import type { Context } from '../context.js';
import { addressFor, wildcardAddress } from '../proxy/ip-family.js';

/** Istio: a service is found at its address, at the wildcard if it has none or a whole block of them. */
export function ownBind({ proxy }: Context, service: Service): string {
  const address = addressFor(proxy, service);
  return address === UNSPECIFIED_ADDRESS || isCidr(address) ? wildcardAddress(proxy) : address;
}

/**
 * The addresses at which a TCP service is told from others. Istio: one that has none and does not resolve is found at
 * those of the workloads that it selects, but for the proxy's own; as long as there are none it is not found at all.
 */
export function tcpBinds(context: Context, service: Service): readonly string[] {
  const { address, resolution, source } = service;
  if (address !== UNSPECIFIED_ADDRESS || resolution !== 'NONE') return [ownBind(context, service)];
  const { endpoints, selected } = context.snapshot.services;
  const headless = isHeadless(service);
  // The pods of a headless service speak to each other before they are ready.
  const ips = new Set((headless ? selected(service) : endpoints(service)).map((e) => e.address));
  // Istio: to select by no labels is to select, to write none is not.
  const selects =
    headless || (source.kind === 'ServiceEntry' && source.spec.workloadSelector?.labels !== undefined);
  if (ips.size === 0 && !selects) return [wildcardAddress(context.proxy)];
  return [...ips].filter((ip) => isIpAddress(ip) && ip !== context.proxy.ipAddresses[0]);
}
