import type { DestinationRule } from '@xdsim/api';
import type { MergedRule } from '../destination-rules/merge-rule.js';
import { declaredSubsets } from './declared-subsets.js';

/** What of a rule is lost because another one of the same host, which counts before it, has it. */
export interface Lost {
  readonly rule: DestinationRule;
  readonly winner: DestinationRule;
  /** Index of the subset; without it the traffic policy is meant. */
  readonly subset?: number;
}

/** Whether a rule is kept for itself among those of its host: then it is only overridden where another one is meant to. */
export const isKept = (groups: readonly MergedRule[], rule: DestinationRule): boolean =>
  groups.some(({ sources }) => sources[0] === rule);

/** @param groups all of one host in one namespace */
export function lostSettings(groups: readonly MergedRule[]): readonly Lost[] {
  return groups.flatMap((group) => {
    const policy = group.sources.find(({ spec }) => spec.trafficPolicy);
    const subsets = declaredSubsets(group);
    const alike = group.sources.filter(
      (rule) => !isKept(groups, rule) && Boolean(rule.spec.workloadSelector) === Boolean(group.selector),
    );
    return alike.flatMap((rule): readonly Lost[] => [
      ...(rule.spec.trafficPolicy && policy && policy !== rule ? [{ rule, winner: policy }] : []),
      ...(rule.spec.subsets ?? []).flatMap(({ name }, subset) => {
        const winner = subsets.get(name);
        return winner && winner !== rule ? [{ rule, winner, subset }] : [];
      }),
    ]);
  });
}
