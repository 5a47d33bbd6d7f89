import type { DestinationRule } from '@xdsim/api';
import { resolveShortName } from '../services/host.js';
import type { Service } from '../services/service.js';
import { visibility } from '../services/visibility.js';
import type { AnalysisMesh } from './analysis-mesh.js';
import { HostTable } from './host-table.js';
import { exportOf, type MergedRule, mergeRules } from './merged-rule.js';

/** Finds the DestinationRules that hold for clients of a namespace and a service, as Istio does. */
export interface RuleLookup {
  /**
   * The rules one of which holds, depending on the client's labels: those with a selector, then at most one without.
   * None when no rule holds for any client.
   */
  for(client: string, service: Service): readonly MergedRule[];
  /** Every group of rules that is merged, of all namespaces. */
  readonly merged: readonly MergedRule[];
}

interface NamespaceRules {
  readonly local: HostTable<DestinationRule>;
  readonly exported: HostTable<DestinationRule>;
}

export function createRuleLookup(rules: readonly DestinationRule[], mesh: AnalysisMesh): RuleLookup {
  const defaults = mesh.defaultDestinationRuleExportTo;
  const namespaces = new Map<string, NamespaceRules>();
  // Istio: rules with a selector come first, then age decides.
  const ordered = [...rules].sort(
    (a, b) => Number(!a.spec.workloadSelector) - Number(!b.spec.workloadSelector),
  );
  const isPrivate = (exportTo: readonly string[], namespace: string): boolean =>
    (exportTo.length ? exportTo : defaults).every((entry) => entry === '.' || entry === namespace);

  for (const rule of ordered) {
    const { namespace } = rule.metadata;
    let own = namespaces.get(namespace);
    if (!own) namespaces.set(namespace, (own = { local: new HostTable(), exported: new HostTable() }));
    const host = resolveShortName(rule.spec.host, namespace);
    const exportTo = exportOf(rule);
    if (visibility(exportTo, namespace, namespace, defaults)) own.local.add(host, rule);
    if (!isPrivate(exportTo, namespace)) own.exported.add(host, rule);
  }

  const mergedOf = new WeakMap<readonly DestinationRule[], readonly MergedRule[]>();
  function merged(found: readonly DestinationRule[]): readonly MergedRule[] {
    let result = mergedOf.get(found);
    if (!result) mergedOf.set(found, (result = mergeRules(found)));
    return result;
  }

  const exportedFrom = (namespace: string, client: string, service: Service): readonly MergedRule[] =>
    merged(namespaces.get(namespace)?.exported.mostSpecific(service.hostname) ?? []).filter((rule) =>
      visibility(rule.exportTo, namespace, client, defaults),
    );

  /** Istio: the first with a selector that fits, else the last one without. */
  const candidates = (found: readonly MergedRule[], client: string): readonly MergedRule[] => {
    const selecting = found.filter((r) => r.selector && r.sources[0]?.metadata.namespace === client);
    const last = found.findLast((r) => !r.selector);
    return last ? [...selecting, last] : selecting;
  };

  return {
    /** Istio: the client's namespace, then the service's, then the root's; the first that has any wins alone. */
    for(client, service) {
      const local = merged(namespaces.get(client)?.local.mostSpecific(service.hostname) ?? []).filter(
        // In the root namespace only what is private to it counts as the client's own.
        (rule) =>
          client !== mesh.rootNamespace || (rule.exportTo.length > 0 && isPrivate(rule.exportTo, client)),
      );
      if (local.length) return candidates(local, client);
      const ofService = exportedFrom(service.namespace, client, service);
      if (ofService.length) return candidates(ofService, client);
      return candidates(exportedFrom(mesh.rootNamespace, client, service), client);
    },
    get merged() {
      return [...namespaces.values()].flatMap(({ local, exported }) =>
        [local, exported].flatMap((table) => table.hosts().flatMap((host) => merged(table.of(host)))),
      );
    },
  };
}
