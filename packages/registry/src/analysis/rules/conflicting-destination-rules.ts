import type { Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor, nameOf } from '@xdsim/api';
import { whyFirst } from '../../age.js';
import type { AnalysisContext } from '../context.js';
import { lostSettings } from '../lost-settings.js';
import { placeOf } from '../place-of.js';
import { quote } from '../quote.js';
import type { Rule } from '../rule.js';

const code: DiagnosticCode = 'XDS0722';

/** Istio merges rules of one host and namespace: new subsets are added, all else is the oldest one's. */
export const conflictingDestinationRules: Rule = {
  code,
  name: 'conflicting-destination-rules',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    const reported = new Set<string>();
    for (const groups of context.rules.merged) {
      for (const { rule, winner, subset } of lostSettings(groups)) {
        const key = `${nameOf(rule)} ${subset ?? ''}`;
        const name = subset === undefined ? undefined : rule.spec.subsets?.[subset]?.name;
        if (reported.has(key) || (name !== undefined && isSame(rule.spec.subsets, winner.spec.subsets, name)))
          continue;
        reported.add(key);
        const index = winner.spec.subsets?.findIndex((one) => one.name === name) ?? 0;
        yield diagnosticFor(
          rule,
          name === undefined ? ['spec', 'trafficPolicy'] : ['spec', 'subsets', subset ?? 0, 'name'],
          code,
          name === undefined
            ? `the traffic policy is not used: ${nameOf(winner)} is for the same host, and ${whyFirst(winner, rule)}`
            : `this subset ${quote(name)} is not used: ${nameOf(winner)} declares one of that name, and ${whyFirst(winner, rule)}`,
          {
            help: 'make one rule of the two',
            related: [
              name === undefined
                ? placeOf(winner, ['spec', 'trafficPolicy'], 'the traffic policy that is used')
                : placeOf(winner, ['spec', 'subsets', index, 'name'], 'the subset that is used'),
            ],
          },
        );
      }
    }
  },
};

type Subsets = readonly { readonly name: string }[] | undefined;

const isSame = (a: Subsets, b: Subsets, name: string): boolean =>
  JSON.stringify(a?.find((one) => one.name === name)) === JSON.stringify(b?.find((one) => one.name === name));
