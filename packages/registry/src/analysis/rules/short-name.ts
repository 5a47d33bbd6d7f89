import type { AnyObject, Diagnostic, DiagnosticCode, Path } from '@xdsim/api';
import { diagnosticFor } from '@xdsim/api';
import type { AnalysisContext } from '../context.js';
import { destinationsOf, isMeshBound } from '../destinations.js';
import { placeOf } from '../place-of.js';
import { quote } from '../quote.js';
import type { Rule } from '../rule.js';

const code: DiagnosticCode = 'XDS0704';

/** Istio: a name without a dot is completed, so that it never meets a ServiceEntry whose host has no dot. */
export const shortName: Rule = {
  code,
  name: 'short-name',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    for (const rule of context.destinationRules)
      yield* inspect(context, rule, ['spec', 'host'], rule.spec.host);
    for (const virtualService of context.virtualServices) {
      for (const [index, host] of (virtualService.spec.hosts ?? []).entries()) {
        if (isMeshBound(virtualService))
          yield* inspect(context, virtualService, ['spec', 'hosts', index], host);
      }
      for (const { destination, path } of destinationsOf(virtualService)) {
        yield* inspect(context, virtualService, [...path, 'host'], destination.host);
      }
    }
  },
};

function* inspect(
  context: AnalysisContext,
  object: AnyObject,
  path: Path,
  name: string,
): Iterable<Diagnostic> {
  const missed = context.missedByShortName(name, object.metadata.namespace);
  if (!missed) return;
  const message = `${quote(name)} stands for ${quote(missed.host)} here, and misses the service ${quote(name)}`;
  yield diagnosticFor(object, path, code, message, {
    help: `give the service a host with a dot, such as ${quote(`${name}.internal`)}, and use it in both places`,
    related: [placeOf(missed.service.source, ['spec', 'hosts'], 'the service is declared here')],
  });
}
