import type { DestinationRule } from '@xdsim/api';
import { findRules, hostOfRule, hostRules, isWildcard } from '@xdsim/registry';
import type { MergedRule, RuleTable, Service } from '@xdsim/registry';
import { tracked } from '../incremental/tracked.js';
import type { Client } from '../proxy/client.js';
import type { Vantage } from './vantage.js';

export interface DestinationRules {
  /** The rule that holds for a service as this proxy sees it, if there is one. */
  for(service: Service): MergedRule | undefined;
}

const exactly = (namespace: string, host: string): string => `${namespace}/=${host}`;
const withWildcard = (namespace: string): string => `${namespace}/*`;

/** A rule is found by its host; one of a wildcard also among all such rules of its namespace. */
function keysOf(rule: DestinationRule): readonly string[] {
  const { namespace } = rule.metadata;
  const host = hostOfRule(rule);
  const key = exactly(namespace, host);
  return isWildcard(host) ? [key, withWildcard(namespace)] : [key];
}

const filed = ({ snapshot }: Vantage, key: string): readonly DestinationRule[] =>
  snapshot.filed('DestinationRule', 'destination rules', keysOf, key);

const rulesAt = tracked((context: Vantage, namespace: string, host: string) =>
  hostRules(filed(context, exactly(namespace, host)), namespace, host, context.mesh),
);

const wildcardLengths = tracked((context: Vantage, namespace: string): readonly number[] =>
  [...new Set(filed(context, withWildcard(namespace)).map((rule) => hostOfRule(rule).length))].sort(
    (a, b) => b - a,
  ),
);

const tableOf = (context: Vantage): RuleTable => ({
  at: (namespace, host) => rulesAt(context, namespace, host),
  wildcardLengths: (namespace) => wildcardLengths(context, namespace),
});

/** Istio: the first rule that selects this proxy, else the last one without a selector. */
function pick(rules: readonly MergedRule[], client: Client): MergedRule | undefined {
  return (
    rules.find((r) => r.selector && client.isIn(r.namespace) && client.isSelectedBy(r.selector)) ??
    rules.findLast((r) => !r.selector)
  );
}

/** The proxy's own namespace, if there is any rule in it. */
const ownNamespace = tracked(({ snapshot, proxy }: Vantage): string | undefined =>
  snapshot.namespacesWith('DestinationRule').find(proxy.isIn),
);

const find = tracked((context: Vantage, owner: string, hostname: string): MergedRule | undefined => {
  const { proxy, mesh } = context;
  const client = { home: ownNamespace(context), isIn: proxy.isIn };
  return pick(findRules(tableOf(context), mesh, client, { namespace: owner, hostname }), proxy);
});

export const createDestinationRules = (context: () => Vantage): DestinationRules => ({
  for: ({ namespace, hostname }) => find(context(), namespace, hostname),
});
