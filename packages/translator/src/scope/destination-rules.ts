import type { DestinationRule } from '@xdsim/api';
import { isWildcard, resolveShortName } from '@xdsim/registry';
import type { Service } from '@xdsim/registry';
import { tracked } from '../incremental/tracked.js';
import type { MeshConfig } from '../mesh/mesh-config.js';
import type { Client } from '../proxy/client.js';
import { mergeRule } from './merge-rule.js';
import type { MergedRule } from './merge-rule.js';
import type { Vantage } from './vantage.js';

export interface DestinationRules {
  /** The rule that holds for a service as this proxy sees it, if there is one. */
  for(service: Service): MergedRule | undefined;
}

/** Rules of one host in one namespace, in order: with a workload selector first, then by age (Istio). */
interface HostRules {
  readonly local: readonly MergedRule[];
  readonly exported: readonly MergedRule[];
  readonly rootPrivate: readonly MergedRule[];
}

/** Istio: only `.` and `*` are understood as the mesh's default. */
const isPrivate = (exportTo: readonly string[], namespace: string, mesh: MeshConfig): boolean =>
  exportTo.length
    ? exportTo.length === 1 && (exportTo[0] === '.' || exportTo[0] === namespace)
    : mesh.defaultDestinationRuleExportTo.includes('.');

const holdsAtHome = (exportTo: readonly string[], namespace: string): boolean =>
  exportTo.length === 0 || exportTo.some((e) => e === '*' || e === '.' || e === namespace);

/** Istio: `.` means nothing any more once a rule is looked up from elsewhere. */
const isExportedTo = (exportTo: readonly string[], client: Client): boolean =>
  exportTo.length === 0 || exportTo.includes('*') || exportTo.some((e) => client.isIn(e));

const hostOf = ({ spec, metadata }: DestinationRule): string =>
  resolveShortName(spec.host ?? '', metadata.namespace);

const exactly = (namespace: string, host: string): string => `${namespace}/=${host}`;
const withWildcard = (namespace: string): string => `${namespace}/*`;

/** A rule is found by its host; one of a wildcard also among all such rules of its namespace. */
function keysOf(rule: DestinationRule): readonly string[] {
  const { namespace } = rule.metadata;
  const host = hostOf(rule);
  const key = exactly(namespace, host);
  return isWildcard(host) ? [key, withWildcard(namespace)] : [key];
}

const filed = ({ snapshot }: Vantage, key: string): readonly DestinationRule[] =>
  snapshot.filed('DestinationRule', 'destination rules', keysOf, key);

const rulesAt = tracked((context: Vantage, namespace: string, host: string): HostRules => {
  const { mesh } = context;
  const local = new Map<string, MergedRule[]>();
  const exported = new Map<string, MergedRule[]>();
  const rootPrivate = new Map<string, MergedRule[]>();
  const selectorsFirst = filed(context, exactly(namespace, host)).toSorted(
    (a, b) => Number(!a.spec.workloadSelector) - Number(!b.spec.workloadSelector),
  );
  for (const rule of selectorsFirst) {
    // Istio: a rule that selects workloads is private, whatever it says.
    const exportTo = rule.spec.workloadSelector ? ['.'] : [...new Set(rule.spec.exportTo)];
    if (holdsAtHome(exportTo, namespace)) mergeRule(local, host, rule, exportTo);
    if (!isPrivate(exportTo, namespace, mesh)) mergeRule(exported, host, rule, exportTo);
    else if (namespace === mesh.rootNamespace) mergeRule(rootPrivate, host, rule, exportTo);
  }
  const at = (index: ReadonlyMap<string, readonly MergedRule[]>) => index.get(host) ?? [];
  return { local: at(local), exported: at(exported), rootPrivate: at(rootPrivate) };
});

/** How long the wildcards are that a namespace has rules for, longest first: these suffixes are tried and no others. */
const wildcardLengths = tracked((context: Vantage, namespace: string): readonly number[] =>
  [...new Set(filed(context, withWildcard(namespace)).map((rule) => hostOf(rule).length))].sort(
    (a, b) => b - a,
  ),
);

/** The rules of the most specific host that covers a name: itself, else the longest wildcard that it ends with. */
function mostSpecific(
  context: Vantage,
  which: keyof HostRules,
  namespace: string,
  hostname: string,
): readonly MergedRule[] {
  const exact = rulesAt(context, namespace, hostname)[which];
  if (exact.length) return exact;
  const name = isWildcard(hostname) ? hostname.slice(1) : hostname;
  for (const length of wildcardLengths(context, namespace)) {
    const start = name.length - (length - 1);
    const found = start >= 0 ? rulesAt(context, namespace, `*${name.slice(start)}`)[which] : [];
    if (found.length) return found;
  }
  return [];
}

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

/** Istio: the client's namespace, then the service's, then the root's; the first that has any wins alone. */
const find = tracked((context: Vantage, owner: string, hostname: string): MergedRule | undefined => {
  const { proxy, mesh } = context;
  const exportedFrom = (namespace: string): readonly MergedRule[] =>
    mostSpecific(context, 'exported', namespace, hostname).filter((r) => isExportedTo(r.exportTo, proxy));
  // In the root namespace only what is private to it counts as the client's own.
  const home = ownNamespace(context);
  const which = home === mesh.rootNamespace ? 'rootPrivate' : 'local';
  const own = home === undefined ? [] : mostSpecific(context, which, home, hostname);
  if (own.length) return pick(own, proxy);
  const ofService = exportedFrom(owner);
  return pick(ofService.length ? ofService : exportedFrom(mesh.rootNamespace), proxy);
});

export const createDestinationRules = (context: () => Vantage): DestinationRules => ({
  for: ({ namespace, hostname }) => find(context(), namespace, hostname),
});
