import type { VirtualServiceIndex } from '../scope/virtual-service-index.js';
import type { ScopedVirtualService } from '../scope/virtual-services.js';

/**
 * The VirtualService that decides about a host's requests. Istio: of those that name it in full the first that has routes
 * here; without any such name the one with the longest wildcard.
 */
export function ownerOf(
  index: VirtualServiceIndex,
  host: string,
  hasRoutes: (virtualService: ScopedVirtualService) => boolean,
): ScopedVirtualService | undefined {
  const named = index.naming(host);
  if (named.length) return named.find(hasRoutes);
  const widest = index.mostSpecific(host);
  return widest && hasRoutes(widest) ? widest : undefined;
}
