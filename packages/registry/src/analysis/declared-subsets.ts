import type { DestinationRule } from '@xdsim/api';
import type { MergedRule } from '../destination-rules/merge-rule.js';

/** The names of a merged rule's subsets, each with the DestinationRule whose subset counts: the first that has one. */
export const declaredSubsets = ({ sources }: MergedRule): ReadonlyMap<string, DestinationRule> =>
  new Map(
    sources
      .toReversed()
      .flatMap((rule) => (rule.spec.subsets ?? []).map(({ name }) => [name, rule] as const)),
  );
