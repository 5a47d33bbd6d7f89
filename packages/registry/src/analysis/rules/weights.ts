import type { Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor } from '@xdsim/api';
import type { AnalysisContext } from '../context.js';
import type { Rule } from '../rule.js';
import { weightedRoutes } from '../weighted-routes.js';

const code: DiagnosticCode = 'XDS0729';

/** Weights are shares of their sum. Small ones are meant as such (1 and 3), and a power of ten is a total of its own. */
const isMeantAsShares = (weights: readonly number[], total: number): boolean =>
  weights.every((weight) => weight < 10) || total === 1_000 || total === 10_000;

export const weights: Rule = {
  code,
  name: 'weights',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    for (const virtualService of context.virtualServices) {
      for (const route of weightedRoutes(virtualService)) {
        const written = route.weights.filter((weight) => weight !== undefined);
        if (written.length < route.weights.length) continue;
        const total = written.reduce((sum, weight) => sum + weight, 0);
        if (total === 0 || total === 100 || isMeantAsShares(written, total)) continue;
        if (written.length === 1) {
          yield diagnosticFor(
            virtualService,
            [...route.path, 0, 'weight'],
            code,
            `the only destination of a route gets all traffic, not ${total} of 100`,
            { help: 'add another destination for the rest, or remove the weight' },
          );
          continue;
        }
        const shares = written.map((weight) => `${Number(((100 * weight) / total).toFixed(1))} %`);
        yield diagnosticFor(virtualService, route.path, code, `the weights add up to ${total}, not to 100`, {
          help: `weights are shares of their sum, so the traffic is split ${shares.join(' to ')}`,
        });
      }
    }
  },
};
