import type { DestinationRule, Labels, Subset, TrafficPolicy } from '@xdsim/api';
import { sameLabels } from '../services/labels.js';

export interface DeclaredSubset {
  readonly subset: Subset;
  readonly rule: DestinationRule;
  readonly index: number;
}

/** What of a rule is lost because an older one of the same host has it. */
export interface Lost {
  readonly rule: DestinationRule;
  readonly winner: DestinationRule;
  /** Index of the subset; without it the traffic policy is meant. */
  readonly subset?: number;
}

/** The DestinationRules of one host in one namespace that Istio treats as one. */
export interface MergedRule {
  readonly exportTo: readonly string[];
  readonly selector?: Labels;
  readonly sources: readonly DestinationRule[];
  readonly policy?: { readonly value: TrafficPolicy; readonly rule: DestinationRule };
  readonly subsets: ReadonlyMap<string, DeclaredSubset>;
  readonly lost: readonly Lost[];
}

/** Istio: a rule that selects workloads is private, whatever it says. */
export const exportOf = (rule: DestinationRule): readonly string[] =>
  rule.spec.workloadSelector ? ['.'] : (rule.spec.exportTo ?? []);

function alone(rule: DestinationRule): MergedRule {
  const { trafficPolicy, subsets = [], workloadSelector } = rule.spec;
  return {
    exportTo: exportOf(rule),
    ...(workloadSelector ? { selector: workloadSelector.matchLabels ?? {} } : {}),
    sources: [rule],
    ...(trafficPolicy ? { policy: { value: trafficPolicy, rule } } : {}),
    subsets: new Map(subsets.map((subset, index) => [subset.name, { subset, rule, index }])),
    lost: [],
  };
}

/** Istio: subsets with new names are added, the traffic policy is taken only if there is none yet. */
function merge(into: MergedRule, rule: DestinationRule, isAlike: boolean): MergedRule {
  const own = alone(rule);
  const lost: Lost[] = [];
  // a rule that is kept for itself as well has only been overridden where the other was meant to
  if (isAlike && own.policy && into.policy) lost.push({ rule, winner: into.policy.rule });
  for (const [name, { index }] of isAlike ? own.subsets : []) {
    const first = into.subsets.get(name);
    if (first) lost.push({ rule, winner: first.rule, subset: index });
  }
  const policy = into.policy ?? own.policy;
  return {
    ...into,
    sources: [...into.sources, rule],
    ...(policy ? { policy } : {}),
    subsets: new Map([...own.subsets, ...into.subsets]),
    lost: [...into.lost, ...lost],
  };
}

/**
 * The rules of one host and namespace, in Istio's order: with a selector first, then by age. Istio merges those that are
 * exported and select alike; one that is exported more widely, or selects where the other does not, is merged into that
 * and kept for itself as well.
 */
export function mergeRules(rules: readonly DestinationRule[]): readonly MergedRule[] {
  const merged: MergedRule[] = [];
  for (const rule of rules) {
    const own = alone(rule);
    const mine = new Set(own.exportTo);
    let keep = true;
    for (const [index, existing] of merged.entries()) {
      const theirs = new Set(existing.exportTo);
      const within = [...theirs].every((entry) => mine.has(entry));
      const equal = within && theirs.size === mine.size;
      if (!equal && !(within && theirs.size > 0)) continue;
      const bothSelect = existing.selector && own.selector;
      if (bothSelect && !sameLabels(existing.selector, own.selector)) continue;
      const isAlike = equal && Boolean(existing.selector) === Boolean(own.selector);
      merged[index] = merge(existing, rule, isAlike);
      if (isAlike) keep = false;
    }
    if (keep) merged.push(own);
  }
  return merged;
}
