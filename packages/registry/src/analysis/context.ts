import type {
  AnyObject,
  DestinationRule,
  PodTemplate,
  ServiceEntry,
  VirtualService,
  WorkloadEntry,
} from '@xdsim/api';
import { resolveShortName } from '../services/host.js';
import { expandService } from '../services/kubernetes/expand-service.js';
import type { Service } from '../services/service.js';
import { visibility } from '../services/visibility.js';
import type { RegistrySnapshot } from '../snapshot.js';
import type { AnalysisMesh } from './analysis-mesh.js';
import { HostTable } from './host-table.js';
import { similarHost } from './similar-host.js';
import { createRuleLookup, type RuleLookup } from './rule-lookup.js';

/** Stands for all namespaces that no object mentions. */
export const ELSEWHERE = '';

/** What every rule reads. Clients are namespaces: what a proxy may see depends on nothing else that rules look at. */
export interface AnalysisContext {
  readonly snapshot: RegistrySnapshot;
  readonly mesh: AnalysisMesh;
  /** Oldest first, as are the other lists. */
  readonly serviceEntries: readonly ServiceEntry[];
  readonly workloadEntries: readonly WorkloadEntry[];
  readonly destinationRules: readonly DestinationRule[];
  readonly virtualServices: readonly VirtualService[];
  /** What the Deployments and the like in the same files make pods from. */
  readonly templates: readonly PodTemplate[];
  /** The services of all namespaces by host, oldest first. */
  readonly services: HostTable<Service>;
  readonly rules: RuleLookup;
  /** The DestinationRules of all namespaces by host. */
  readonly rulesByHost: HostTable<DestinationRule>;
  /** The services of a host as a client sees them: all of one namespace. Empty when it sees none. */
  servicesFor(client: string, hostname: string): readonly Service[];
  sees(client: string, virtualService: VirtualService): 'public' | 'private' | undefined;
  /** The namespaces that may see something of these objects differently: theirs, those named, root, {@link ELSEWHERE}. */
  clientsOf(objects: Iterable<AnyObject>): readonly string[];
  /** The host that a misspelt one most likely stands for. */
  suggestHost(host: string): string | undefined;
  /** The name without a dot that misses a service because Istio completes it, with what it is completed to. */
  missedByShortName(
    name: string,
    namespace: string,
  ): { readonly service: Service; readonly host: string } | undefined;
}

const exportToOf = (object: AnyObject): readonly string[] => {
  if (object.kind === 'Service') return expandService(object).exportTo;
  return 'exportTo' in object.spec ? (object.spec.exportTo ?? []) : [];
};

const named = (exportTo: readonly string[]): readonly string[] =>
  exportTo.filter((entry) => entry !== '*' && entry !== '.' && entry !== '~');

export function createContext(
  snapshot: RegistrySnapshot,
  mesh: AnalysisMesh,
  templates: readonly PodTemplate[] = [],
): AnalysisContext {
  const services = new HostTable<Service>();
  for (const service of snapshot.services.services) services.add(service.hostname, service);
  const destinationRules = snapshot.list('DestinationRule');
  const rulesByHost = new HostTable<DestinationRule>();
  for (const rule of destinationRules) {
    rulesByHost.add(resolveShortName(rule.spec.host, rule.metadata.namespace), rule);
  }
  const see = (service: Service, client: string) =>
    visibility(service.exportTo, service.namespace, client, mesh.defaultServiceExportTo);
  let hosts: readonly string[] | undefined;

  return {
    snapshot,
    mesh,
    serviceEntries: snapshot.list('ServiceEntry'),
    workloadEntries: snapshot.list('WorkloadEntry'),
    destinationRules,
    virtualServices: snapshot.list('VirtualService'),
    templates,
    services,
    rules: createRuleLookup(destinationRules, mesh),
    rulesByHost,

    /**
     * Istio: the client's own namespace wins, then Kubernetes' own, then what is exported to the client in particular,
     * then the oldest. Beside one of Kubernetes no ServiceEntry counts.
     */
    servicesFor(client, hostname) {
      const all = services.of(hostname);
      const seen = all.filter((service) => see(service, client));
      const isKubernetes = (service: Service) => service.registry === 'Kubernetes';
      const first =
        seen.find((service) => service.namespace === client) ??
        seen.find((service) => isKubernetes(service)) ??
        seen.find((service) => see(service, client) === 'private') ??
        seen[0];
      const ofFirst = seen.filter((service) => service.namespace === first?.namespace);
      return ofFirst.some(isKubernetes) ? ofFirst.filter(isKubernetes) : ofFirst;
    },

    sees: (client, { metadata, spec }) =>
      visibility(spec.exportTo ?? [], metadata.namespace, client, mesh.defaultVirtualServiceExportTo),

    clientsOf(objects) {
      const clients = new Set<string>([mesh.rootNamespace, ELSEWHERE]);
      for (const object of objects) {
        clients.add(object.metadata.namespace);
        for (const namespace of named(exportToOf(object))) clients.add(namespace);
      }
      return [...clients];
    },

    suggestHost(host) {
      hosts ??= services.hosts();
      return similarHost(host, hosts);
    },

    missedByShortName(name, namespace) {
      const host = resolveShortName(name, namespace);
      const [service] = services.of(name);
      return host === name || !service || services.of(host).length ? undefined : { service, host };
    },
  };
}
