import type { DestinationRule } from '@xdsim/api';
import { covers, mostSpecificHost, resolveShortName, visibility } from '@xdsim/registry';
import type { Service } from '@xdsim/registry';
import type { MeshConfig } from '../mesh/mesh-config.js';
import type { Proxy } from '../proxy/proxy.js';
import { mergeRule } from './merge-rule.js';
import type { MergedRule } from './merge-rule.js';

export interface DestinationRules {
  /** The rule that holds for a service as this proxy sees it, if there is one. */
  for(service: Service): MergedRule | undefined;
}

/** Rules of one namespace by host, each host's in order: with a workload selector first, then by age (Istio). */
type HostIndex = ReadonlyMap<string, readonly MergedRule[]>;

interface NamespaceIndex {
  readonly local: HostIndex;
  readonly exported: HostIndex;
}

/** Istio: the first rule that selects this proxy, else the last one without a selector. */
function pick(rules: readonly MergedRule[], proxy: Proxy): MergedRule | undefined {
  return (
    rules.find((r) => r.selector && r.namespace === proxy.namespace && covers(proxy.labels, r.selector)) ??
    rules.findLast((r) => !r.selector)
  );
}

export function createDestinationRules(
  rules: readonly DestinationRule[],
  proxy: Proxy,
  mesh: MeshConfig,
): DestinationRules {
  const namespaces = new Map<
    string,
    { local: Map<string, MergedRule[]>; exported: Map<string, MergedRule[]> }
  >();
  const selectorsFirst = [...rules].sort(
    (a, b) => Number(!a.spec.workloadSelector) - Number(!b.spec.workloadSelector),
  );
  for (const rule of selectorsFirst) {
    const { namespace } = rule.metadata;
    let index = namespaces.get(namespace);
    if (!index) namespaces.set(namespace, (index = { local: new Map(), exported: new Map() }));
    const host = resolveShortName(rule.spec.host ?? '', namespace);
    // Istio: a rule that selects workloads is private, whatever it says.
    const exportTo = rule.spec.workloadSelector ? ['.'] : (rule.spec.exportTo ?? []);
    const written = exportTo.length ? exportTo : mesh.defaultDestinationRuleExportTo;
    const own = written.every((e) => e === '.' || e === namespace);
    if (visibility(exportTo, namespace, namespace, mesh.defaultDestinationRuleExportTo)) {
      mergeRule(index.local, host, rule, exportTo);
    }
    if (!own) mergeRule(index.exported, host, rule, exportTo);
  }

  const lookup = (index: HostIndex | undefined, service: Service): readonly MergedRule[] =>
    (index && mostSpecificHost(service.hostname, index)) ?? [];

  const exportedFrom = (namespace: string, service: Service): readonly MergedRule[] =>
    lookup(namespaces.get(namespace)?.exported, service).filter((r) =>
      visibility(r.exportTo, namespace, proxy.namespace, mesh.defaultDestinationRuleExportTo),
    );

  const cache = new Map<string, MergedRule | undefined>();

  /** Istio: the client's namespace, then the service's, then the root's; the first that has any wins alone. */
  function find(service: Service): MergedRule | undefined {
    const own: NamespaceIndex | undefined = namespaces.get(proxy.namespace);
    // In the root namespace only what is private to it counts as the client's own.
    const local = lookup(own?.local, service).filter(
      (r) => proxy.namespace !== mesh.rootNamespace || isPrivate(r, proxy.namespace),
    );
    if (local.length) return pick(local, proxy);
    const ofService = exportedFrom(service.namespace, service);
    if (ofService.length) return pick(ofService, proxy);
    return pick(exportedFrom(mesh.rootNamespace, service), proxy);
  }

  const isPrivate = (r: MergedRule, namespace: string): boolean =>
    (r.exportTo.length ? r.exportTo : mesh.defaultDestinationRuleExportTo).every(
      (e) => e === '.' || e === namespace,
    );

  return {
    for(service) {
      const key = `${service.namespace}/${service.hostname}`;
      if (!cache.has(key)) cache.set(key, namespaces.size ? find(service) : undefined);
      return cache.get(key);
    },
  };
}
