import { hostMatches, isWildcard } from '@xdsim/registry';
import type { ImportedService } from '../scope/imported-service.js';
import type { ScopedVirtualService } from '../scope/virtual-services.js';
import { takesByWildcard } from './owner.js';
import { servicesNamed, speaksHttp } from './port-services.js';
import type { RouteScope } from './route-scope.js';

/** Istio: hosts that no service has are served on this port whatever the services are. */
const DEFAULT_HTTP_PORT = 80;

/** The services that a host of a VirtualService means: those of the port, of all ports where all are served at once. */
function meantBy({ egress, listenPort, service }: RouteScope, host: string): readonly ImportedService[] {
  const lower = host.toLowerCase();
  if (!isWildcard(host)) return [service(lower) ?? []].flat();
  return [...servicesNamed(egress, listenPort)].filter(({ service: { hostname } }) =>
    hostMatches(lower, hostname),
  );
}

/**
 * The hosts of a VirtualService that no service has. But where clients speak to port 80 they are served only next to a
 * service that the same VirtualService is for (Istio).
 *
 * @param port the one to serve them at; the same as clients speak to, but where all are served at once
 */
export function unregisteredHosts(
  scope: RouteScope,
  virtualService: ScopedVirtualService,
  port: number,
): readonly string[] {
  const isFor = (host: string, imported: ImportedService): boolean =>
    speaksHttp(imported, port) &&
    (!isWildcard(host) || takesByWildcard(scope.egress, virtualService, imported.service.hostname));
  const meant = virtualService.hosts.map((host) => ({ host, services: meantBy(scope, host) }));
  const isServed =
    scope.listenPort === DEFAULT_HTTP_PORT ||
    meant.some(({ host, services }) => services.some((s) => isFor(host, s)));
  if (!isServed) return [];
  const hosts = meant.filter(({ services }) => services.length === 0).map(({ host }) => host.toLowerCase());
  // Istio: wildcards come last.
  return [...hosts.filter((host) => !isWildcard(host)), ...hosts.filter(isWildcard)];
}
