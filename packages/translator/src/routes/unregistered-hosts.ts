import { hostMatches, isWildcard } from '@xdsim/registry';
import type { EgressListener } from '../scope/egress-listener.js';
import type { ImportedService } from '../scope/imported-service.js';
import type { ScopedVirtualService } from '../scope/virtual-services.js';
import { serviceAt, speaksHttp } from './port-services.js';

/** Istio: hosts that no service has are served on this port whatever the services are. */
const DEFAULT_HTTP_PORT = 80;

/** The services of a port that a host of a VirtualService means. */
const meantBy = (egress: EgressListener, host: string, port: number): readonly ImportedService[] =>
  isWildcard(host)
    ? egress.on(port).filter(({ service }) => hostMatches(host, service.hostname))
    : [serviceAt(egress, host, port) ?? []].flat();

/**
 * The hosts of a VirtualService that no service of a port has. On ports other than 80 they are served only next to a service
 * that the same VirtualService is for (Istio).
 */
export function unregisteredHosts(
  egress: EgressListener,
  virtualService: ScopedVirtualService,
  port: number,
): readonly string[] {
  const isFor = (host: string, imported: ImportedService): boolean =>
    speaksHttp(imported, port) &&
    (!isWildcard(host) || egress.hosts.mostSpecific(imported.service.hostname) === virtualService);
  const meant = virtualService.hosts.map((host) => ({ host, services: meantBy(egress, host, port) }));
  const isServed =
    port === DEFAULT_HTTP_PORT || meant.some(({ host, services }) => services.some((s) => isFor(host, s)));
  if (!isServed) return [];
  const hosts = meant.filter(({ services }) => services.length === 0).map(({ host }) => host);
  // Istio: wildcards come last.
  return [...hosts.filter((host) => !isWildcard(host)), ...hosts.filter(isWildcard)];
}
