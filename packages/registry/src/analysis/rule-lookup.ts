import type { DestinationRule } from '@xdsim/api';
import { findRules } from '../destination-rules/find-rules.js';
import type { RuleTable } from '../destination-rules/find-rules.js';
import { hostOfRule, hostRules } from '../destination-rules/host-rules.js';
import type { HostRules, RuleMesh } from '../destination-rules/host-rules.js';
import type { MergedRule } from '../destination-rules/merge-rule.js';
import { isWildcard } from '../services/host.js';
import type { Service } from '../services/service.js';

/** Finds the DestinationRules that hold for clients of a namespace and a service, as Istio does. */
export interface RuleLookup {
  /**
   * The rules one of which holds, depending on the client's labels: those with a selector, then at most one without.
   * None when no rule holds for any client.
   */
  for(client: string, service: Service): readonly MergedRule[];
  /** For each host of each namespace the groups of rules that are merged, for clients there and elsewhere. */
  readonly merged: readonly (readonly MergedRule[])[];
}

type ByHost = Map<string, DestinationRule[]>;

function byNamespaceAndHost(rules: readonly DestinationRule[]): ReadonlyMap<string, ByHost> {
  const namespaces = new Map<string, ByHost>();
  for (const rule of rules) {
    const { namespace } = rule.metadata;
    const hosts: ByHost = namespaces.get(namespace) ?? new Map();
    namespaces.set(namespace, hosts);
    const host = hostOfRule(rule);
    const list = hosts.get(host);
    if (list) list.push(rule);
    else hosts.set(host, [rule]);
  }
  return namespaces;
}

const noRules: HostRules = { local: [], exported: [], rootPrivate: [] };

/** Istio: any with a selector that fits, else the last one without. */
const candidates = (found: readonly MergedRule[], client: string): readonly MergedRule[] => {
  const selecting = found.filter((r) => r.selector && r.namespace === client);
  const last = found.findLast((r) => !r.selector);
  return last ? [...selecting, last] : selecting;
};

/** @param rules oldest first */
export function createRuleLookup(rules: readonly DestinationRule[], mesh: RuleMesh): RuleLookup {
  const namespaces = byNamespaceAndHost(rules);
  const merged = new Map(
    Array.from(namespaces, ([namespace, hosts]) => [
      namespace,
      new Map(Array.from(hosts, ([host, own]) => [host, hostRules(own, namespace, host, mesh)])),
    ]),
  );
  const lengths = new Map(
    Array.from(namespaces, ([namespace, hosts]) => {
      const wildcards = [...hosts.keys()].filter(isWildcard).map((host) => host.length);
      return [namespace, [...new Set(wildcards)].sort((a, b) => b - a)];
    }),
  );
  const table: RuleTable = {
    at: (namespace, host) => merged.get(namespace)?.get(host) ?? noRules,
    wildcardLengths: (namespace) => lengths.get(namespace) ?? [],
  };
  return {
    for: (client, service) =>
      candidates(
        findRules(table, mesh, { home: client, isIn: (namespace) => namespace === client }, service),
        client,
      ),
    get merged() {
      return [...merged.values()].flatMap((hosts) =>
        [...hosts.values()].flatMap(({ local, exported }) => [local, exported]),
      );
    },
  };
}
