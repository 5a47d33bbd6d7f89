import { hostMatches, isWildcard } from '@xdsim/registry';
import type { Service } from '@xdsim/registry';
import type { Context } from '../context.js';
import type { ScopedVirtualService } from '../scope/virtual-services.js';
import { isTranslatable } from './translatable.js';

/** Which hosts of a port VirtualServices speak for. */
export interface Assignment {
  readonly owned: ReadonlyMap<Service, ScopedVirtualService>;
  /** Hosts that only VirtualServices know. */
  readonly unregistered: ReadonlyMap<string, ScopedVirtualService>;
}

/** Istio: hosts that no service has are served on this port whatever the services are. */
const DEFAULT_HTTP_PORT = 80;

/**
 * Shares the hosts of a port out among the VirtualServices. Istio: the most specific host wins, of equal ones the first;
 * on ports other than 80 a VirtualService counts only if one of its hosts has a service there.
 */
export function assignVirtualServices(
  context: Context,
  port: number,
  services: ReadonlyMap<string, Service>,
): Assignment {
  const owned = new Map<Service, ScopedVirtualService>();
  const unregistered = new Map<string, ScopedVirtualService>();
  const specificity = new Map<Service, number>();
  for (const virtualService of context.scope.egressFor(port)?.virtualServices ?? []) {
    if (!isTranslatable(context, virtualService.source)) continue;
    const matches = (host: string): Service[] => {
      const exact = services.get(host);
      if (exact) return [exact];
      return isWildcard(host) ? [...services.values()].filter((s) => hostMatches(host, s.hostname)) : [];
    };
    const found = virtualService.hosts.map((host) => ({ host, services: matches(host) }));
    if (port !== DEFAULT_HTTP_PORT && found.every((f) => f.services.length === 0)) continue;
    for (const { host, services: own } of found) {
      if (own.length === 0 && !unregistered.has(host)) unregistered.set(host, virtualService);
      const rank = isWildcard(host) ? host.length : Infinity;
      for (const service of own) {
        if (owned.has(service) && rank <= (specificity.get(service) ?? 0)) continue;
        owned.set(service, virtualService);
        specificity.set(service, rank);
      }
    }
  }
  return { owned, unregistered };
}
