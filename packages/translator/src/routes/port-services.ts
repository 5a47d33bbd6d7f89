import { isHttp } from '@xdsim/registry';
import type { Protocol } from '@xdsim/registry';
import type { EgressListener } from '../scope/egress-listener.js';
import type { ImportedService } from '../scope/imported-service.js';

export const isSniffed = (protocol: Protocol): boolean => protocol === 'Unsupported';

/** Whether a service speaks HTTP at a port, or may do so. */
export const speaksHttp = ({ ports }: ImportedService, port: number): boolean =>
  ports.some((p) => p.number === port && (isHttp(p.protocol) || isSniffed(p.protocol)));

/** Istio: a service that has the port for UDP alone is not there. */
const isAt =
  (port: number) =>
  ({ ports }: ImportedService): boolean =>
    ports.some(({ number, protocol }) => number === port && protocol !== 'UDP');

/** Istio: routes of a port know hosts in lower case only, and that means clusters, too, which have the hosts as written. */
function inLowerCase(imported: ImportedService): ImportedService {
  const { service, ports } = imported;
  const hostname = service.hostname.toLowerCase();
  return hostname === service.hostname ? imported : { service: { ...service, hostname }, ports };
}

/**
 * The service that routes know under a host, of several the last (Istio): among those of the port that clients speak to, by
 * its host in lower case; behind a proxy's port or a socket among all, by its host as written.
 */
export function serviceNamed(
  egress: EgressListener,
  host: string,
  listenPort: number,
): ImportedService | undefined {
  if (listenPort === 0) return egress.of(host).at(-1);
  const found = egress.ofAnyCase(host).findLast(isAt(listenPort));
  return found && inLowerCase(found);
}

/** All that {@link serviceNamed} finds, one for each host. */
export const servicesNamed = (egress: EgressListener, listenPort: number): Iterable<ImportedService> =>
  new Map(
    (listenPort === 0
      ? egress.services
      : egress.on(listenPort).filter(isAt(listenPort)).map(inLowerCase)
    ).map((imported) => [imported.service.hostname, imported]),
  ).values();
