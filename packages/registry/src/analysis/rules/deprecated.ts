import type { AnyObject, Diagnostic, DiagnosticCode, Path } from '@xdsim/api';
import { diagnosticFor } from '@xdsim/api';
import type { AnalysisContext } from '../context.js';
import { policiesOf } from '../policies.js';
import type { Rule } from '../rule.js';

const code: DiagnosticCode = 'XDS0732';

/** What Istio's reference calls deprecated and its admission lets pass silently. */
export const deprecated: Rule = {
  code,
  name: 'deprecated',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    for (const rule of context.destinationRules) {
      for (const { policy, path } of policiesOf(rule)) {
        yield* inspect(rule, path, policy.loadBalancer);
        for (const [index, { loadBalancer }] of (policy.portLevelSettings ?? []).entries()) {
          yield* inspect(rule, [...path, 'portLevelSettings', index], loadBalancer);
        }
      }
    }
    for (const virtualService of context.virtualServices) {
      const { http = [], tcp = [] } = virtualService.spec;
      for (const [index, { fault, corsPolicy }] of http.entries()) {
        const path = ['spec', 'http', index];
        const percent = fault?.delay?.percent;
        if (percent !== undefined) {
          const at = [...path, 'fault', 'delay', 'percent'];
          yield report(virtualService, at, 'fault.delay.percent', `write percentage: {value: ${percent}}`);
        }
        if (corsPolicy?.allowOrigin?.length) {
          const help = `write allowOrigins: [${corsPolicy.allowOrigin.map((origin) => `{exact: ${JSON.stringify(origin)}}`).join(', ')}]`;
          yield report(
            virtualService,
            [...path, 'corsPolicy', 'allowOrigin'],
            'corsPolicy.allowOrigin',
            help,
          );
        }
      }
      for (const [index, { match = [] }] of tcp.entries()) {
        for (const [number, { sourceSubnet }] of match.entries()) {
          if (!sourceSubnet) continue;
          const at = ['spec', 'tcp', index, 'match', number, 'sourceSubnet'];
          yield report(virtualService, at, 'sourceSubnet', 'remove it: it has no effect');
        }
      }
    }
  },
};

type LoadBalancer = { readonly simple?: string; readonly warmupDurationSecs?: string } | undefined;

function* inspect(object: AnyObject, path: Path, loadBalancer: LoadBalancer): Iterable<Diagnostic> {
  if (loadBalancer?.simple === 'LEAST_CONN') {
    yield report(
      object,
      [...path, 'loadBalancer', 'simple'],
      'LEAST_CONN',
      'write LEAST_REQUEST: it does the same',
    );
  }
  if (loadBalancer?.warmupDurationSecs) {
    const help = `write warmup: {duration: ${loadBalancer.warmupDurationSecs}}`;
    yield report(object, [...path, 'loadBalancer', 'warmupDurationSecs'], 'warmupDurationSecs', help);
  }
}

const report = (object: AnyObject, path: Path, what: string, help: string): Diagnostic =>
  diagnosticFor(object, path, code, `${what} is deprecated`, { help });
