import type { DestinationRule } from '@xdsim/api';
import { covers, resolveShortName } from '@xdsim/registry';
import type { Service } from '@xdsim/registry';
import type { MeshConfig } from '../mesh/mesh-config.js';
import type { Proxy } from '../proxy/proxy.js';
import type { MergedRule } from './merge-rule.js';
import { RuleIndex } from './rule-index.js';

export interface DestinationRules {
  /** The rule that holds for a service as this proxy sees it, if there is one. */
  for(service: Service): MergedRule | undefined;
}

/** Istio: the first rule that selects this proxy, else the last one without a selector. */
function pick(rules: readonly MergedRule[], proxy: Proxy): MergedRule | undefined {
  return (
    rules.find((r) => r.selector && r.namespace === proxy.namespace && covers(proxy.labels, r.selector)) ??
    rules.findLast((r) => !r.selector)
  );
}

/** Istio: only `.` and `*` are understood as the mesh's default. */
const isPrivate = (exportTo: readonly string[], namespace: string, mesh: MeshConfig): boolean =>
  exportTo.length
    ? exportTo.length === 1 && (exportTo[0] === '.' || exportTo[0] === namespace)
    : mesh.defaultDestinationRuleExportTo.includes('.');

const holdsAtHome = (exportTo: readonly string[], namespace: string): boolean =>
  exportTo.length === 0 || exportTo.some((e) => e === '*' || e === '.' || e === namespace);

/** Istio: `.` means nothing any more once a rule is looked up from elsewhere. */
const isExportedTo = (exportTo: readonly string[], client: string): boolean =>
  exportTo.length === 0 || exportTo.some((e) => e === '*' || e === client);

function createIndices() {
  const byNamespace = new Map<string, RuleIndex>();
  return {
    add(rule: DestinationRule, host: string, exportTo: readonly string[]): void {
      const { namespace } = rule.metadata;
      let index = byNamespace.get(namespace);
      if (!index) byNamespace.set(namespace, (index = new RuleIndex()));
      index.add(host, rule, exportTo);
    },
    mostSpecific: (namespace: string, hostname: string) => byNamespace.get(namespace)?.mostSpecific(hostname),
  };
}

export function createDestinationRules(
  rules: readonly DestinationRule[],
  proxy: Proxy,
  mesh: MeshConfig,
): DestinationRules {
  const [local, exported, rootPrivate] = [createIndices(), createIndices(), createIndices()];
  const selectorsFirst = [...rules].sort(
    (a, b) => Number(!a.spec.workloadSelector) - Number(!b.spec.workloadSelector),
  );
  for (const rule of selectorsFirst) {
    const { namespace } = rule.metadata;
    const host = resolveShortName(rule.spec.host ?? '', namespace);
    // Istio: a rule that selects workloads is private, whatever it says.
    const exportTo = rule.spec.workloadSelector ? ['.'] : [...new Set(rule.spec.exportTo)];
    if (holdsAtHome(exportTo, namespace)) local.add(rule, host, exportTo);
    if (!isPrivate(exportTo, namespace, mesh)) exported.add(rule, host, exportTo);
    else if (namespace === mesh.rootNamespace) rootPrivate.add(rule, host, exportTo);
  }

  const exportedFrom = (namespace: string, { hostname }: Service): readonly MergedRule[] =>
    exported.mostSpecific(namespace, hostname)?.filter((r) => isExportedTo(r.exportTo, proxy.namespace)) ??
    [];

  /** Istio: the client's namespace, then the service's, then the root's; the first that has any wins alone. */
  function find(service: Service): MergedRule | undefined {
    // In the root namespace only what is private to it counts as the client's own.
    const home = proxy.namespace === mesh.rootNamespace ? rootPrivate : local;
    const own = home.mostSpecific(proxy.namespace, service.hostname);
    if (own) return pick(own, proxy);
    const ofService = exportedFrom(service.namespace, service);
    return pick(ofService.length ? ofService : exportedFrom(mesh.rootNamespace, service), proxy);
  }

  const cache = new Map<string, MergedRule | undefined>();
  return {
    for(service) {
      const key = `${service.namespace}/${service.hostname}`;
      if (!cache.has(key)) cache.set(key, rules.length ? find(service) : undefined);
      return cache.get(key);
    },
  };
}
