import type { Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor } from '@xdsim/api';
import { isWildcard, resolveShortName } from '../../services/host.js';
import type { AnalysisContext } from '../context.js';
import { placeOf } from '../place-of.js';
import { quote } from '../quote.js';
import type { Rule } from '../rule.js';
import { servicesOfRule } from '../services-of-rule.js';
import { whatDeclares } from '../what-declares.js';

const code: DiagnosticCode = 'XDS0702';

/** A DestinationRule is found by the host of a service: without one it has no effect. */
export const unknownRuleHost: Rule = {
  code,
  name: 'unknown-rule-host',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    for (const rule of context.destinationRules) {
      const { namespace } = rule.metadata;
      if (servicesOfRule(context, rule).length || context.missedByShortName(rule.spec.host, namespace))
        continue;
      const host = resolveShortName(rule.spec.host, namespace);
      const [wide] = isWildcard(host) ? [] : context.services.matching(host);
      if (wide) {
        yield diagnosticFor(
          rule,
          ['spec', 'host'],
          code,
          `the rule never applies: the service of ${quote(host)} is the wildcard ${quote(wide.hostname)}`,
          {
            help: `write host: ${quote(wide.hostname)}, or ${whatDeclares(host)}`,
            related: [placeOf(wide.source, ['spec', 'hosts'], 'the wildcard is declared here')],
          },
        );
        continue;
      }
      const suggestion = context.suggestHost(host);
      const known = suggestion ? context.services.of(suggestion)[0] : undefined;
      yield diagnosticFor(
        rule,
        ['spec', 'host'],
        code,
        isWildcard(host)
          ? `no service has a host within ${quote(host)}`
          : `no service has the host ${quote(host)}`,
        known
          ? {
              help: `did you mean ${quote(known.hostname)}?`,
              related: [placeOf(known.source, ['spec', 'hosts'], 'a similar host is declared here')],
            }
          : { help: `${whatDeclares(host)}, or correct its name` },
      );
    }
  },
};
