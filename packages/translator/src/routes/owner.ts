import { hostMatches, isWildcard } from '@xdsim/registry';
import type { EgressListener } from '../scope/egress-listener.js';
import type { ScopedVirtualService } from '../scope/virtual-services.js';

/**
 * Whether a VirtualService takes a service by a wildcard: by the longest that there is for its host, and not where another
 * one names it in full. Istio looks that up as hosts are written, but compares in lower case.
 */
export function takesByWildcard(
  egress: EgressListener,
  virtualService: ScopedVirtualService,
  host: string,
): boolean {
  return (
    egress.of(host).length > 0 &&
    egress.hosts.mostSpecific(host) === virtualService &&
    virtualService.hosts.some((own) => isWildcard(own) && hostMatches(own.toLowerCase(), host))
  );
}

/**
 * The VirtualService that decides about the requests to a service. Istio: of those that name it in full, or take it by a
 * wildcard, the first that has routes here.
 */
export function ownerOf(
  egress: EgressListener,
  host: string,
  hasRoutes: (virtualService: ScopedVirtualService) => boolean,
): ScopedVirtualService | undefined {
  const named = egress.hosts.naming(host);
  const widest = egress.hosts.mostSpecific(host);
  const byWildcard = widest && !named.includes(widest) && takesByWildcard(egress, widest, host);
  if (!byWildcard) return named.find(hasRoutes);
  if (named.length === 0) return hasRoutes(widest) ? widest : undefined;
  return egress.virtualServices.find((one) => (one === widest || named.includes(one)) && hasRoutes(one));
}
