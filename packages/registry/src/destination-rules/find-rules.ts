import { isWildcard } from '../services/host.js';
import type { HostRules, RuleMesh } from './host-rules.js';
import type { MergedRule } from './merge-rule.js';

/** All DestinationRules, by namespace and host. */
export interface RuleTable {
  at(namespace: string, host: string): HostRules;
  /** How long the wildcards are that a namespace has rules for, longest first: these suffixes are tried and no others. */
  wildcardLengths(namespace: string): readonly number[];
}

/** Who looks for a rule. */
export interface RuleClient {
  /** Its namespace, where that has any rules. */
  readonly home: string | undefined;
  isIn(namespace: string): boolean;
}

/** Istio: `.` means nothing any more once a rule is looked up from elsewhere. */
const isExportedTo = (exportTo: readonly string[], client: RuleClient): boolean =>
  exportTo.length === 0 || exportTo.some((e) => e === '*' || client.isIn(e));

/** The rules of the most specific host that covers a name: itself, else the longest wildcard that it ends with. */
function mostSpecific(
  table: RuleTable,
  which: keyof HostRules,
  namespace: string,
  hostname: string,
): readonly MergedRule[] {
  const exact = table.at(namespace, hostname)[which];
  if (exact.length) return exact;
  const name = isWildcard(hostname) ? hostname.slice(1) : hostname;
  for (const length of table.wildcardLengths(namespace)) {
    const start = name.length - (length - 1);
    const found = start >= 0 ? table.at(namespace, `*${name.slice(start)}`)[which] : [];
    if (found.length) return found;
  }
  return [];
}

/**
 * The rules for a service one of which holds for a client, depending on its labels. Istio: those of the client's namespace,
 * then of the service's, then of the root's; the first that has any wins alone.
 */
export function findRules(
  table: RuleTable,
  mesh: RuleMesh,
  client: RuleClient,
  service: { readonly namespace: string; readonly hostname: string },
): readonly MergedRule[] {
  const { hostname } = service;
  const exportedFrom = (namespace: string): readonly MergedRule[] =>
    mostSpecific(table, 'exported', namespace, hostname).filter((r) => isExportedTo(r.exportTo, client));
  // In the root namespace only what is private to it counts as the client's own.
  const which = client.home === mesh.rootNamespace ? 'rootPrivate' : 'local';
  const own = client.home === undefined ? [] : mostSpecific(table, which, client.home, hostname);
  if (own.length) return own;
  const ofService = exportedFrom(service.namespace);
  return ofService.length ? ofService : exportedFrom(mesh.rootNamespace);
}
