import type { Sidecar } from '@xdsim/api';
import type { Service } from '@xdsim/registry';
import type { Context } from '../context.js';
import { tracked } from '../incremental/tracked.js';
import type { MeshConfig } from '../mesh/mesh-config.js';
import { createPolicies } from '../policy/policies.js';
import type { Policies } from '../policy/policies.js';
import type { Proxy } from '../proxy/proxy.js';
import { httpRules } from './delegates/http-rules.js';
import { createDestinationRules } from './destination-rules.js';
import type { DestinationRules } from './destination-rules.js';
import { createEgressListener, isHttpProxy } from './egress-listener.js';
import type { EgressListener } from './egress-listener.js';
import { isOfKubernetes, reducedTo } from './imported-service.js';
import type { ImportedService } from './imported-service.js';
import { mergeServices } from './merge-services.js';
import { outboundTrafficPolicy } from './outbound-traffic-policy.js';
import type { OutboundTrafficPolicy } from './outbound-traffic-policy.js';
import { selectSidecar } from './select-sidecar.js';
import { virtualServiceDestinations } from './virtual-service-destinations.js';
import { visibleVirtualServices } from './virtual-services.js';
import { isVisible, visibleServices } from './visible-services.js';

/** What one proxy may see, after its Sidecar, export rules and conflicts between namespaces. */
export interface Scope {
  /** Absent where the defaults hold. */
  readonly sidecar: Sidecar | undefined;
  readonly outboundTrafficPolicy: OutboundTrafficPolicy;
  /** What listeners and routes are made from; the one that takes all other ports, if there is one, is the last. */
  readonly egress: readonly EgressListener[];
  /** The egress listener that a route configuration is made from, by its port, or by its bind for a Unix socket. */
  egressFor(port: number, bind?: string): EgressListener | undefined;
  /** By host, with the ports of all that merge with it: what clusters and assignments are made from. */
  readonly merged: ReadonlyMap<string, ImportedService>;
  /** The one of {@link merged} that has a host. */
  service(hostname: string): ImportedService | undefined;
  readonly destinationRules: DestinationRules;
  readonly policies: Policies;
}

/** Istio: nothing said means everything that is exported to the proxy's namespace. */
const everything = [{ hosts: ['*/*'] }];

const byHost = (services: readonly Service[]): ReadonlyMap<string, readonly Service[]> => {
  const hosts = new Map<string, Service[]>();
  for (const service of services) {
    const list = hosts.get(service.hostname);
    if (list) list.push(service);
    else hosts.set(service.hostname, [service]);
  }
  return hosts;
};

/**
 * Which of the services of a host a VirtualService means that nobody imported. Istio: the proxy's own namespace's, even
 * one that is not exported at all; else a visible one, of Kubernetes before others, the oldest first.
 */
function meant(all: readonly Service[], proxy: Proxy, mesh: MeshConfig): Service | undefined {
  const own = all.filter((s) => s.namespace === proxy.namespace);
  const candidates = own.length ? own : all.filter((s) => isVisible(s, proxy, mesh));
  return candidates.find(isOfKubernetes) ?? candidates[0];
}

/** What routes of an egress listener's VirtualServices lead to, although its hosts do not name it. */
function* routedTo(
  listener: EgressListener,
  all: ReadonlyMap<string, readonly Service[]>,
  { snapshot, proxy, mesh }: Context,
): Iterable<ImportedService> {
  for (const { source } of listener.virtualServices) {
    const { rules } = httpRules(snapshot, mesh, source);
    for (const [host, ports] of virtualServiceDestinations(source, rules, proxy.namespace)) {
      const service = meant(all.get(host) ?? [], proxy, mesh);
      if (!service) continue;
      const own =
        listener.port && listener.port.number && !isHttpProxy(listener) ? [listener.port.number] : ports;
      const numbers = new Set([...own].flatMap((p) => p ?? service.ports.map((q) => q.number)));
      const imported = reducedTo(service, numbers);
      if (imported) yield imported;
    }
  }
}

const sidecar = tracked(({ snapshot, proxy, mesh }) => selectSidecar(snapshot, proxy, mesh));

const policy = tracked((context) => outboundTrafficPolicy(sidecar(context), context.mesh));

const candidates = tracked(({ snapshot, proxy, mesh }) =>
  visibleServices(snapshot.services.services, proxy, mesh),
);

const virtualServices = tracked(({ snapshot, proxy, mesh }) =>
  visibleVirtualServices(snapshot.list('VirtualService'), proxy, mesh),
);

const egress = tracked((context): readonly EgressListener[] => {
  const own = sidecar(context)?.spec.egress;
  const written = own?.length ? own : everything;
  return written.map((listener, i) =>
    createEgressListener(listener, i, context.proxy.namespace, candidates(context), virtualServices(context)),
  );
});

const merged = tracked((context): ReadonlyMap<string, ImportedService> => {
  const all = virtualServices(context).length
    ? byHost(context.snapshot.services.services)
    : new Map<string, readonly Service[]>();
  const hosts = new Map<string, ImportedService>();
  for (const listener of egress(context)) {
    for (const imported of [...listener.services, ...routedTo(listener, all, context)]) {
      const { hostname } = imported.service;
      hosts.set(hostname, mergeServices(hosts.get(hostname), imported));
    }
  }
  return hosts;
});

const service = tracked((context, hostname: string) => merged(context).get(hostname));

const destinationRules = tracked(({ snapshot, proxy, mesh }) =>
  createDestinationRules(snapshot.list('DestinationRule'), proxy, mesh),
);

const policies = tracked(({ mesh }) => createPolicies(mesh));

/** Each part is worked out when it is first asked for, and again when what it was made from has changed. */
class TrackedScope implements Scope {
  readonly #context: () => Context;

  constructor(context: () => Context) {
    this.#context = context;
  }

  get sidecar(): Sidecar | undefined {
    return sidecar(this.#context());
  }

  get outboundTrafficPolicy(): OutboundTrafficPolicy {
    return policy(this.#context());
  }

  get egress(): readonly EgressListener[] {
    return egress(this.#context());
  }

  egressFor(port: number, bind?: string): EgressListener | undefined {
    return this.egress.find((e) => !e.port || (e.port.number === port && (port !== 0 || e.bind === bind)));
  }

  get merged(): ReadonlyMap<string, ImportedService> {
    return merged(this.#context());
  }

  service(hostname: string): ImportedService | undefined {
    return service(this.#context(), hostname);
  }

  get destinationRules(): DestinationRules {
    return destinationRules(this.#context());
  }

  get policies(): Policies {
    return policies(this.#context());
  }
}

export const createScope = (context: () => Context): Scope => new TrackedScope(context);
