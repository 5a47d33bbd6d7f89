import { isWildcard, mostSpecificHost } from '@xdsim/registry';
import type { ScopedVirtualService } from './virtual-services.js';

/** VirtualServices by their hosts. */
export interface VirtualServiceIndex {
  /** Those that name a host in full, in their order. */
  naming(host: string): readonly ScopedVirtualService[];
  /** The one that names a host in full, else the one with the longest wildcard for it; of equal ones the first (Istio). */
  mostSpecific(host: string): ScopedVirtualService | undefined;
}

export function createVirtualServiceIndex(all: readonly ScopedVirtualService[]): VirtualServiceIndex {
  const named = new Map<string, ScopedVirtualService[]>();
  const wildcards = new Map<string, ScopedVirtualService>();
  for (const virtualService of all) {
    for (const host of virtualService.hosts) {
      if (isWildcard(host)) {
        if (!wildcards.has(host)) wildcards.set(host, virtualService);
      } else {
        const others = named.get(host);
        if (others) others.push(virtualService);
        else named.set(host, [virtualService]);
      }
    }
  }
  return {
    naming: (host) => named.get(host) ?? [],
    mostSpecific: (host) => named.get(host)?.[0] ?? mostSpecificHost(host, wildcards),
  };
}
