import type { Service } from '@xdsim/registry';
import { tracked } from '../incremental/tracked.js';
import type { EgressFilter } from './egress-filter.js';
import { chosenNamespace } from './imported-service.js';
import type { ImportedService } from './imported-service.js';
import { LISTEN_PORT } from './listen-port.js';
import { visibleServices } from './visible-services.js';
import type { Vantage } from './vantage.js';

type Index<K> = ReadonlyMap<K, readonly ImportedService[]>;

const none: readonly ImportedService[] = [];

function filed<K>(
  services: readonly ImportedService[],
  keysOf: (imported: ImportedService) => Iterable<K>,
): Index<K> {
  const index = new Map<K, ImportedService[]>();
  for (const imported of services) {
    for (const key of new Set(keysOf(imported))) {
      const list = index.get(key);
      if (list) list.push(imported);
      else index.set(key, [imported]);
    }
  }
  return index;
}

/** All services that an egress listener imports. */
export const imports = tracked((context: Vantage, listener: EgressFilter): readonly ImportedService[] => {
  const imported = visibleServices(context).flatMap((service) => listener.partOf(service) ?? []);
  const candidates = new Map<string, Service[]>();
  for (const { service } of imported) {
    const list = candidates.get(service.hostname);
    if (list) list.push(service);
    else candidates.set(service.hostname, [service]);
  }
  const chosen = new Map(
    Array.from(candidates, ([host, of]) => [host, chosenNamespace(of, context.proxy.isIn)]),
  );
  return imported.filter(({ service }) => chosen.get(service.hostname) === service.namespace);
});

const byPort = tracked((context: Vantage, listener: EgressFilter): Index<number> =>
  filed(imports(context, listener), ({ ports }) => ports.map((p) => p.number)),
);

const byListenPort = tracked((context: Vantage, listener: EgressFilter): Index<number> =>
  filed(imports(context, listener), ({ service }) => {
    const written = service.source.metadata.annotations?.[LISTEN_PORT];
    return written === undefined ? [] : [Number(written)];
  }),
);

const byHost = tracked((context: Vantage, listener: EgressFilter): Index<string> =>
  filed(imports(context, listener), ({ service }) => [service.hostname]),
);

/** By host in lower case. Hardly a mesh has hosts in upper case: then it is the same index. */
const byLowerHost = tracked((context: Vantage, listener: EgressFilter): Index<string> => {
  const index = byHost(context, listener);
  return [...index.keys()].every((host) => host === host.toLowerCase())
    ? index
    : filed(imports(context, listener), ({ service }) => [service.hostname.toLowerCase()]);
});

export const importsOn = tracked(
  (context: Vantage, listener: EgressFilter, port: number) => byPort(context, listener).get(port) ?? none,
);

export const importsListeningOn = tracked(
  (context: Vantage, listener: EgressFilter, port: number) =>
    byListenPort(context, listener).get(port) ?? none,
);

export const importsOf = tracked(
  (context: Vantage, listener: EgressFilter, hostname: string) =>
    byHost(context, listener).get(hostname) ?? none,
);

export const importsOfAnyCase = tracked(
  (context: Vantage, listener: EgressFilter, lowerHost: string) =>
    byLowerHost(context, listener).get(lowerHost) ?? none,
);

export const importedPorts = tracked(
  (context: Vantage, listener: EgressFilter): ReadonlySet<number> =>
    new Set([...byPort(context, listener).keys(), ...byListenPort(context, listener).keys()]),
);
