import type { Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor, parseDuration } from '@xdsim/api';
import type { AnalysisContext } from '../context.js';
import { placeOf } from '../place-of.js';
import type { Rule } from '../rule.js';

const code: DiagnosticCode = 'XDS0735';

/** The timeout of a route is for all tries together. */
export const pointlessRetries: Rule = {
  code,
  name: 'pointless-retries',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    for (const virtualService of context.virtualServices) {
      for (const [index, { timeout, retries }] of (virtualService.spec.http ?? []).entries()) {
        const { attempts = 0, perTryTimeout } = retries ?? {};
        const whole = parseDuration(timeout ?? '') ?? 0;
        const each = parseDuration(perTryTimeout ?? '') ?? 0;
        if (whole <= 0 || each <= 0 || attempts <= 0) continue;
        const started = Math.ceil(whole / each);
        if (started > attempts) continue;
        const path = ['spec', 'http', index];
        const message =
          started === 1
            ? `a try may take ${perTryTimeout}, and all tries together ${timeout}: one that times out is never retried`
            : `when tries time out, only ${started} of ${attempts + 1} start before the timeout of ${timeout} ends`;
        yield diagnosticFor(virtualService, [...path, 'retries', 'perTryTimeout'], code, message, {
          help: `set timeout to ${attempts + 1} times perTryTimeout or more, or lower attempts or perTryTimeout`,
          related: [placeOf(virtualService, [...path, 'timeout'], 'the timeout for all tries together')],
        });
      }
    }
  },
};
