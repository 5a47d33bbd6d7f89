import type { DestinationRule, Labels } from '@xdsim/api';
import { sameLabels } from '@xdsim/registry';

type RuleSpec = DestinationRule['spec'];
export type TrafficPolicy = NonNullable<RuleSpec['trafficPolicy']>;
export type Subset = NonNullable<RuleSpec['subsets']>[number];

/** All DestinationRules of one host in one namespace that Istio treats as one. */
export interface MergedRule {
  readonly host: string;
  readonly namespace: string;
  readonly exportTo: readonly string[];
  readonly selector?: Labels;
  readonly trafficPolicy?: TrafficPolicy;
  readonly subsets: readonly Subset[];
  /** Oldest first. */
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

/**
 * Files a rule under its host. Istio merges it with those that are there if it is exported to the same namespaces or to
 * more, unless both select and select differently. Whether it is kept for itself as well is decided by the last of those
 * that it was compared with: not if it was merged there, and both select alike or not at all.
 */
export function mergeRule(
  index: Map<string, MergedRule[]>,
  host: string,
  rule: DestinationRule,
  exportTo: readonly string[],
): void {
  const { workloadSelector, trafficPolicy, subsets } = rule.spec;
  const selector = workloadSelector ? (workloadSelector.matchLabels ?? {}) : undefined;
  const own: MergedRule = {
    host,
    namespace: rule.metadata.namespace,
    exportTo,
    ...(selector ? { selector } : {}),
    ...(trafficPolicy ? { trafficPolicy } : {}),
    subsets: subsets ?? [],
    sources: [rule],
  };
  const rules = index.get(host);
  if (!rules) {
    index.set(host, [own]);
    return;
  }
  const mine = new Set(exportTo);
  let keep = true;
  for (const [i, existing] of rules.entries()) {
    const theirs = new Set(existing.exportTo);
    const exportedAsFar = isSuperset(mine, theirs) && (theirs.size > 0 || mine.size === 0);
    const bothSelect = existing.selector !== undefined && selector !== undefined;
    const neitherSelects = existing.selector === undefined && selector === undefined;
    const selectAlike = bothSelect && sameLabels(existing.selector, selector);
    keep = true;
    if (!exportedAsFar || (bothSelect && !selectAlike)) continue;
    rules[i] = merged(existing, rule);
    keep = !neitherSelects && !selectAlike;
  }
  if (keep) rules.push(own);
}
