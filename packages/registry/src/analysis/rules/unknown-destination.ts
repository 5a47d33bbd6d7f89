import type { Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor, isIpAddress } from '@xdsim/api';
import { isWildcard } from '../../services/host.js';
import type { AnalysisContext } from '../context.js';
import { destinationsOf } from '../destinations.js';
import { placeOf } from '../place-of.js';
import { quote } from '../quote.js';
import type { Rule } from '../rule.js';
import { whatDeclares } from '../what-declares.js';

const code: DiagnosticCode = 'XDS0701';

/** Istio: the cluster that such a route names does not exist, and requests get a 503. */
export const unknownDestination: Rule = {
  code,
  name: 'unknown-destination',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    for (const virtualService of context.virtualServices) {
      const { namespace } = virtualService.metadata;
      for (const { destination, host, path } of destinationsOf(virtualService)) {
        if (context.services.of(host).length || context.missedByShortName(destination.host, namespace))
          continue;
        const at = [...path, 'host'];
        const [covering] = context.services.matching(host);
        if (covering && isWildcard(covering.hostname)) {
          yield diagnosticFor(
            virtualService,
            at,
            code,
            `no service has the host ${quote(host)}: clusters are named by the wildcard ${quote(covering.hostname)}`,
            {
              help: `route to ${quote(covering.hostname)}, or ${whatDeclares(host)}`,
              related: [placeOf(covering.source, ['spec', 'hosts'], 'the wildcard is declared here')],
            },
          );
          continue;
        }
        const suggestion = context.suggestHost(host);
        const known = suggestion ? context.services.of(suggestion)[0] : undefined;
        yield diagnosticFor(virtualService, at, code, `no service has the host ${quote(host)}`, {
          help: known
            ? `did you mean ${quote(known.hostname)}?`
            : isIpAddress(host)
              ? `a destination is the host of a service: ${whatDeclares(host)}`
              : `${whatDeclares(host)}, or correct its name`,
          ...(known
            ? { related: [placeOf(known.source, ['spec', 'hosts'], 'a similar host is declared here')] }
            : {}),
        });
      }
    }
  },
};
