import type { Sidecar } from '@xdsim/api';
import { parseProtocol } from '@xdsim/registry';
import type { Protocol, Service } from '@xdsim/registry';
import { egressHosts } from './egress-hosts.js';
import { chosenNamespace, reducedTo } from './imported-service.js';
import type { ImportedService } from './imported-service.js';
import { createVirtualServiceIndex } from './virtual-service-index.js';
import type { VirtualServiceIndex } from './virtual-service-index.js';
import type { ScopedVirtualService } from './virtual-services.js';

type Written = NonNullable<Sidecar['spec']['egress']>[number];

export interface EgressPort {
  /** 0 for a Unix socket. */
  readonly number: number;
  readonly protocol: Protocol;
}

/**
 * What a proxy sees at one of the ports of its Sidecar's egress, or at all that are left. Listeners and routes are made
 * from one of these; a proxy without a Sidecar has a single one, which takes everything.
 */
export interface EgressListener {
  /** Absent: every port of every imported service that no other listener has. */
  readonly port?: EgressPort;
  /** An address or `unix:///path`; absent means that services' own addresses decide. */
  readonly bind?: string;
  /** The listener binds for real although traffic is intercepted. */
  readonly captured: boolean;
  /** Where it stands in the Sidecar, for reports. */
  readonly index: number;
  /** Whether a service is let in, as far as its name and ports decide: other services do not matter. */
  imports(service: Service): ImportedService | undefined;
  /** The imported services: of each host those of one namespace, in the order in which they count. */
  readonly services: readonly ImportedService[];
  /** Those of {@link services} that have a port. */
  on(port: number): readonly ImportedService[];
  /** Those of {@link services} that have a host: one, but for a host of several addresses or entries. */
  of(hostname: string): readonly ImportedService[];
  readonly virtualServices: readonly ScopedVirtualService[];
  /** {@link virtualServices} by their hosts. */
  readonly hosts: VirtualServiceIndex;
}

/** Istio: a generic HTTP proxy reaches every port of its services, whatever port it listens on itself. */
export const isHttpProxy = ({ port }: EgressListener): boolean => port?.protocol === 'HTTP_PROXY';

function filed<K>(
  services: readonly ImportedService[],
  keysOf: (imported: ImportedService) => readonly K[],
): (key: K) => readonly ImportedService[] {
  let index: Map<K, ImportedService[]> | undefined;
  return (key) => {
    if (!index) {
      index = new Map();
      for (const imported of services) {
        for (const k of new Set(keysOf(imported))) {
          const list = index.get(k);
          if (list) list.push(imported);
          else index.set(k, [imported]);
        }
      }
    }
    return index.get(key) ?? [];
  };
}

/** @param candidates what is exported to the proxy's namespace, in the order in which it counts */
export function createEgressListener(
  { port, bind, captureMode, hosts = [] }: Written,
  index: number,
  ownNamespace: string,
  candidates: readonly Service[],
  virtualServices: readonly ScopedVirtualService[],
): EgressListener {
  const filter = egressHosts(hosts, ownNamespace);
  const number = port?.number ?? 0;
  const protocol = parseProtocol(port?.protocol);
  const numbers = number && protocol !== 'HTTP_PROXY' ? new Set([number]) : undefined;

  function imports(service: Service): ImportedService | undefined {
    if (!filter.importsService(service.namespace, service.hostname)) return undefined;
    return numbers ? reducedTo(service, numbers) : { service, ports: service.ports };
  }

  const imported = candidates.flatMap((service) => imports(service) ?? []);
  const byHost = new Map<string, Service[]>();
  for (const { service } of imported) {
    const list = byHost.get(service.hostname);
    if (list) list.push(service);
    else byHost.set(service.hostname, [service]);
  }
  const services = imported.filter(
    ({ service }) => chosenNamespace(byHost.get(service.hostname) ?? [], ownNamespace) === service.namespace,
  );
  const scoped = virtualServices.filter(({ source, hosts: own }) =>
    filter.importsVirtualService(source.metadata.namespace, own),
  );
  return {
    ...(port ? { port: { number, protocol } } : {}),
    ...(bind ? { bind } : {}),
    captured: captureMode !== 'NONE' && !bind?.startsWith('unix://'),
    index,
    imports,
    services,
    on: filed(services, ({ ports }) => ports.map((p) => p.number)),
    of: filed(services, ({ service }) => [service.hostname]),
    virtualServices: scoped,
    hosts: createVirtualServiceIndex(scoped),
  };
}
