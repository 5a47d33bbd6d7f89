import type { DestinationRule } from '@xdsim/api';
import { resolveShortName } from '../services/host.js';
import { mergeRule } from './merge-rule.js';
import type { MergedRule } from './merge-rule.js';

/** What of a mesh's configuration decides which DestinationRules hold. */
export interface RuleMesh {
  readonly rootNamespace: string;
  readonly defaultDestinationRuleExportTo: readonly string[];
}

/** The rules of one host in one namespace, in Istio's order, by who looks them up. */
export interface HostRules {
  /** For clients of the namespace. */
  readonly local: readonly MergedRule[];
  /** For clients of other namespaces, whose names decide. */
  readonly exported: readonly MergedRule[];
  /** For clients of the root namespace, where it is that one. */
  readonly rootPrivate: readonly MergedRule[];
}

/** The host of a rule, written out. */
export const hostOfRule = ({ spec, metadata }: DestinationRule): string =>
  resolveShortName(spec.host ?? '', metadata.namespace);

/** Istio: only `.` and `*` are understood as the mesh's default. */
const isPrivate = (exportTo: readonly string[], namespace: string, mesh: RuleMesh): boolean =>
  exportTo.length
    ? exportTo.length === 1 && (exportTo[0] === '.' || exportTo[0] === namespace)
    : mesh.defaultDestinationRuleExportTo.includes('.');

const holdsAtHome = (exportTo: readonly string[], namespace: string): boolean =>
  exportTo.length === 0 || exportTo.some((e) => e === '*' || e === '.' || e === namespace);

/** @param rules all of that host and namespace, oldest first */
export function hostRules(
  rules: readonly DestinationRule[],
  namespace: string,
  host: string,
  mesh: RuleMesh,
): HostRules {
  const local: MergedRule[] = [];
  const exported: MergedRule[] = [];
  const rootPrivate: MergedRule[] = [];
  const selectorsFirst = rules.toSorted(
    (a, b) => Number(!a.spec.workloadSelector) - Number(!b.spec.workloadSelector),
  );
  for (const rule of selectorsFirst) {
    // Istio: a rule that selects workloads is private, whatever it says.
    const exportTo = rule.spec.workloadSelector ? ['.'] : [...new Set(rule.spec.exportTo)];
    if (holdsAtHome(exportTo, namespace)) mergeRule(local, host, rule, exportTo);
    if (!isPrivate(exportTo, namespace, mesh)) mergeRule(exported, host, rule, exportTo);
    else if (namespace === mesh.rootNamespace) mergeRule(rootPrivate, host, rule, exportTo);
  }
  return { local, exported, rootPrivate };
}
