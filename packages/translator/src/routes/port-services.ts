import { isHttp } from '@xdsim/registry';
import type { Protocol } from '@xdsim/registry';
import type { EgressListener } from '../scope/egress-listener.js';
import type { ImportedService } from '../scope/imported-service.js';

export const isSniffed = (protocol: Protocol): boolean => protocol === 'Unsupported';

/** Whether a service speaks HTTP at a port, or may do so. */
export const speaksHttp = ({ ports }: ImportedService, port: number): boolean =>
  ports.some((p) => p.number === port && (isHttp(p.protocol) || isSniffed(p.protocol)));

/** The service of a host at a port, whatever it speaks there. Of several addresses the last counts (Istio). */
export const serviceAt = (egress: EgressListener, host: string, port: number): ImportedService | undefined =>
  egress.of(host).findLast(({ ports }) => ports.some((p) => p.number === port));

/** The services of a port, one for each host. */
export const servicesAt = (egress: EgressListener, port: number): Iterable<ImportedService> =>
  new Map(egress.on(port).map((imported) => [imported.service.hostname, imported])).values();
