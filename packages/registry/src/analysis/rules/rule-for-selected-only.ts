import type { DestinationRule, Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor, nameOf } from '@xdsim/api';
import type { AnalysisContext } from '../context.js';
import { isKept } from '../lost-settings.js';
import { placeOf } from '../place-of.js';
import type { Rule } from '../rule.js';

const code: DiagnosticCode = 'XDS0760';

/** Istio merges a rule for all workloads into one for some that is exported alike, and keeps none for the others. */
export const ruleForSelectedOnly: Rule = {
  code,
  name: 'rule-for-selected-only',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    const reported = new Set<DestinationRule>();
    for (const groups of context.rules.merged) {
      for (const { selector, sources } of groups) {
        if (!selector) continue;
        for (const rule of sources) {
          if (rule.spec.workloadSelector || isKept(groups, rule) || reported.has(rule)) continue;
          // It may have been merged into one without a selector as well.
          if (groups.some((group) => !group.selector && group.sources.includes(rule))) continue;
          reported.add(rule);
          const [selecting] = sources;
          if (!selecting) continue;
          yield diagnosticFor(
            rule,
            ['spec', 'exportTo'],
            code,
            `the rule holds only for workloads that ${nameOf(selecting)} selects: Istio merges the two, as both are private, and keeps none for other workloads`,
            {
              help: 'leave out exportTo of this rule, or name its namespace there in place of "."',
              related: [placeOf(selecting, ['spec', 'workloadSelector'], 'the rule that it is merged into')],
            },
          );
        }
      }
    }
  },
};
