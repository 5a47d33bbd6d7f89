import type { VirtualService } from '@xdsim/api';
import type { Service } from '../services/service.js';
import type { AnalysisContext } from './context.js';
import { isDelegate, isMeshBound } from './destinations.js';

/**
 * The namespaces whose proxies may follow a VirtualService to some services. A delegate, and what is bound to gateways,
 * may be followed from anywhere that sees the services: where it is used is written elsewhere.
 */
export function routeClients(
  context: AnalysisContext,
  virtualService: VirtualService,
  services: readonly Service[],
): readonly string[] {
  const hosts = new Set(services.map((service) => service.hostname));
  const clients = context.clientsOf([
    virtualService,
    ...services.map((service) => service.source),
    ...[...hosts].flatMap((host) => context.rulesByHost.matching(host)),
  ]);
  if (isDelegate(virtualService) || !isMeshBound(virtualService)) return clients;
  return clients.filter((client) => context.sees(client, virtualService));
}
