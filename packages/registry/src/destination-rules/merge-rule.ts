import type { DestinationRule, Labels, Subset, TrafficPolicy } from '@xdsim/api';
import { sameLabels } from '../services/labels.js';

/** All DestinationRules of one host in one namespace that Istio treats as one. */
export interface MergedRule {
  readonly host: string;
  readonly namespace: string;
  readonly exportTo: readonly string[];
  readonly selector?: Labels;
  readonly trafficPolicy?: TrafficPolicy;
  readonly subsets: readonly Subset[];
  /** In Istio's order: with a workload selector first, then by age. */
  readonly sources: readonly DestinationRule[];
}

const isSuperset = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => [...b].every((x) => a.has(x));

/** Istio: subsets with new names are added, the traffic policy is taken only if there is none yet. */
function merged(into: MergedRule, rule: DestinationRule): MergedRule {
  const names = new Set(into.subsets.map((s) => s.name));
  const policy = into.trafficPolicy ?? rule.spec.trafficPolicy;
  return {
    ...into,
    ...(policy ? { trafficPolicy: policy } : {}),
    subsets: [...into.subsets, ...(rule.spec.subsets ?? []).filter((s) => !names.has(s.name))],
    sources: [...into.sources, rule],
  };
}

function alone(host: string, rule: DestinationRule, exportTo: readonly string[]): MergedRule {
  const { workloadSelector, trafficPolicy, subsets = [] } = rule.spec;
  return {
    host,
    namespace: rule.metadata.namespace,
    exportTo,
    ...(workloadSelector ? { selector: workloadSelector.matchLabels ?? {} } : {}),
    ...(trafficPolicy ? { trafficPolicy } : {}),
    subsets,
    sources: [rule],
  };
}

/**
 * Adds a rule to those of its host. Istio merges it with those that are exported to the same namespaces or to fewer, unless
 * both select and select differently. Whether it is kept for itself as well is decided by the last of those that it was
 * compared with: not if it was merged there, and both are exported alike or select alike. So a rule for all is lost beside
 * one for some workloads that is exported alike.
 */
export function mergeRule(
  rules: MergedRule[],
  host: string,
  rule: DestinationRule,
  exportTo: readonly string[],
): void {
  const own = alone(host, rule, exportTo);
  const mine = new Set(exportTo);
  let keep = true;
  for (const [i, existing] of rules.entries()) {
    const theirs = new Set(existing.exportTo);
    const exportedAsFar = isSuperset(mine, theirs) && (theirs.size > 0 || mine.size === 0);
    const bothSelect = existing.selector !== undefined && own.selector !== undefined;
    const selectAlike = sameLabels(existing.selector, own.selector);
    keep = true;
    if (!exportedAsFar || (bothSelect && !selectAlike)) continue;
    rules[i] = merged(existing, rule);
    const exportedAlike = theirs.size === mine.size;
    const neitherSelects = existing.selector === undefined && own.selector === undefined;
    keep = !exportedAlike && !neitherSelects && !bothSelect;
  }
  if (keep) rules.push(own);
}
