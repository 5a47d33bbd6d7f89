import { isWildcard, mostSpecificHost } from '@xdsim/registry';
import type { ScopedVirtualService } from './virtual-services.js';

/** VirtualServices by their hosts. */
export interface VirtualServiceIndex {
  /** Those that name a host in full, in their order; the host is in lower case, whatever case they have it in (Istio). */
  naming(lowerHost: string): readonly ScopedVirtualService[];
  /**
   * The one that names a host in full, else the one with the longest wildcard for it; of equal ones the first. Istio: here
   * case matters.
   */
  mostSpecific(host: string): ScopedVirtualService | undefined;
}

export function createVirtualServiceIndex(all: readonly ScopedVirtualService[]): VirtualServiceIndex {
  const named = new Map<string, ScopedVirtualService[]>();
  const full = new Map<string, ScopedVirtualService>();
  const wildcards = new Map<string, ScopedVirtualService>();
  for (const virtualService of all) {
    for (const host of virtualService.hosts) {
      const firsts = isWildcard(host) ? wildcards : full;
      if (!firsts.has(host)) firsts.set(host, virtualService);
      if (isWildcard(host)) continue;
      const lower = host.toLowerCase();
      const others = named.get(lower);
      if (others) others.push(virtualService);
      else named.set(lower, [virtualService]);
    }
  }
  return {
    naming: (host) => named.get(host) ?? [],
    mostSpecific: (host) => full.get(host) ?? mostSpecificHost(host, wildcards),
  };
}
