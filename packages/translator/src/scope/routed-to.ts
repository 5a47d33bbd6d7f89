import type { Service } from '@xdsim/registry';
import { tracked } from '../incremental/tracked.js';
import { httpRules } from './delegates/http-rules.js';
import type { EgressListener } from './egress-listener.js';
import { isOfKubernetes, reducedTo } from './imported-service.js';
import type { ImportedService } from './imported-service.js';
import { virtualServiceDestinations } from './virtual-service-destinations.js';
import { isVisible } from './visible-services.js';
import type { Vantage } from './vantage.js';

/** Every service by its host, exported or not. */
const allByHost = tracked(({ snapshot }: Vantage): ReadonlyMap<string, readonly Service[]> => {
  const hosts = new Map<string, Service[]>();
  for (const service of snapshot.services.services) {
    const list = hosts.get(service.hostname);
    if (list) list.push(service);
    else hosts.set(service.hostname, [service]);
  }
  return hosts;
});

/**
 * Which of the services of a host a VirtualService means that nobody imported. Istio: the proxy's own namespace's, even
 * one that is not exported at all; else a visible one, of Kubernetes before others, the oldest first.
 */
const meant = tracked((context: Vantage, hostname: string): Service | undefined => {
  const { proxy, mesh } = context;
  const all = allByHost(context).get(hostname) ?? [];
  const own = all.filter((s) => proxy.isIn(s.namespace));
  const candidates = own.length ? own : all.filter((s) => isVisible(s, proxy, mesh));
  return candidates.find(isOfKubernetes) ?? candidates[0];
});

/** What routes of an egress listener's VirtualServices lead to, although its hosts do not name it. */
export function* routedTo(context: Vantage, listener: EgressListener): Iterable<ImportedService> {
  for (const { source } of listener.virtualServices) {
    const { rules } = httpRules(context.snapshot, context.mesh, source);
    for (const [host, ports] of virtualServiceDestinations(source, rules, context.proxy.isIn)) {
      const service = meant(context, host);
      if (!service) continue;
      const asked = new Set([...ports].flatMap((p) => p ?? service.ports.map((q) => q.number)));
      const imported = reducedTo(service, listener.only ?? asked);
      if (imported) yield imported;
    }
  }
}
