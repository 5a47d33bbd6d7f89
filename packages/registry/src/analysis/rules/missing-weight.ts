import type { Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor } from '@xdsim/api';
import type { AnalysisContext } from '../context.js';
import type { Rule } from '../rule.js';
import { weightedRoutes } from '../weighted-routes.js';

const code: DiagnosticCode = 'XDS0730';

/** Of several destinations one that has no weight has weight 0. (If none has any, validation reports it.) */
export const missingWeight: Rule = {
  code,
  name: 'missing-weight',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    for (const virtualService of context.virtualServices) {
      for (const { weights, path } of weightedRoutes(virtualService)) {
        const total = weights.reduce<number>((sum, weight = 0) => sum + weight, 0);
        if (weights.length < 2 || total === 0) continue;
        for (const [index, weight] of weights.entries()) {
          if (weight !== undefined) continue;
          yield diagnosticFor(
            virtualService,
            [...path, index, 'destination'],
            code,
            'this destination has no weight, and gets no traffic beside those that have one',
            {
              help:
                total < 100
                  ? `write weight: ${100 - total}, or weight: 0 to say so`
                  : 'write weight: 0 to say so',
            },
          );
        }
      }
    }
  },
};
