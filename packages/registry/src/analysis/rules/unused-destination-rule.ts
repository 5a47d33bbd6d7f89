import type { DestinationRule, Diagnostic, DiagnosticCode, RelatedPlace } from '@xdsim/api';
import { diagnosticFor, nameOf } from '@xdsim/api';
import { isWildcard } from '../../services/host.js';
import type { Service } from '../../services/service.js';
import { type AnalysisContext, ELSEWHERE } from '../context.js';
import { placeOf } from '../place-of.js';
import { quote } from '../quote.js';
import type { Rule } from '../rule.js';
import { servicesOfRule } from '../services-of-rule.js';

const code: DiagnosticCode = 'XDS0720';

/** Istio looks a rule up in the client's namespace, the service's, then the root's, and takes the most specific host. */
export const unusedDestinationRule: Rule = {
  code,
  name: 'unused-destination-rule',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    for (const rule of context.destinationRules) {
      const services = servicesOfRule(context, rule);
      if (services.length === 0) continue;
      // A wildcard of the root namespace is a default: also for services that are yet to come.
      if (isWildcard(rule.spec.host) && rule.metadata.namespace === context.mesh.rootNamespace) continue;
      const clients = context.clientsOf([rule, ...services.slice(0, 20).map((service) => service.source)]);
      if (services.some((service) => clients.some((client) => holds(context, rule, client, service))))
        continue;
      const { message, help, related } = explain(context, rule, services);
      yield diagnosticFor(rule, ['spec', 'host'], code, `the rule never applies: ${message}`, {
        help,
        ...(related ? { related: [related] } : {}),
      });
    }
  },
};

function holds(context: AnalysisContext, rule: DestinationRule, client: string, service: Service): boolean {
  const [seen] = context.servicesFor(client, service.hostname);
  return seen !== undefined && context.rules.for(client, seen).some((found) => found.sources.includes(rule));
}

interface Explanation {
  readonly message: string;
  readonly help: string;
  readonly related?: RelatedPlace;
}

function explain(context: AnalysisContext, rule: DestinationRule, services: readonly Service[]): Explanation {
  const { namespace } = rule.metadata;
  const [first] = services;
  const seen = services.flatMap((service) => context.servicesFor(namespace, service.hostname).slice(0, 1));
  const [service] = seen;
  if (!service && first) {
    return {
      message: `clients in namespace ${namespace} do not see the service ${quote(first.hostname)}`,
      help: `add ${quote(namespace)} to the service's exportTo, or move the rule to namespace ${first.namespace}`,
      related: placeOf(first.source, ['spec', 'exportTo'], 'the service is hidden here'),
    };
  }
  const ofService =
    namespace === context.mesh.rootNamespace && service
      ? context.rules.for(ELSEWHERE, service).flatMap((found) => found.sources)[0]
      : undefined;
  if (ofService) {
    return {
      message: `${nameOf(ofService)} is in the namespace of the service, which comes before the root namespace`,
      help: 'move the settings into that rule, or remove one of the two: nothing is merged across namespaces',
      related: placeOf(ofService, ['spec', 'host'], 'the rule that wins'),
    };
  }
  const winner = service && context.rules.for(namespace, service).flatMap((found) => found.sources)[0];
  if (winner && winner.metadata.namespace === namespace && winner.spec.host !== rule.spec.host) {
    return {
      message: `${nameOf(winner)} has a host that is more specific, and nothing is merged into it`,
      help: 'move the settings into that rule, or remove this one',
      related: placeOf(winner, ['spec', 'host'], 'the rule that wins'),
    };
  }
  if (winner && winner.metadata.namespace === namespace) {
    return {
      message: `${nameOf(winner)} is for the same host, and wins as the two are not exported alike`,
      help: 'make exportTo equal so that the two are merged, or make one rule of them',
      related: placeOf(winner, ['spec', 'exportTo'], 'the rule that wins'),
    };
  }
  return {
    message: `its exportTo leaves out its own namespace, and clients elsewhere look in the namespace of the service`,
    help: `move the rule to namespace ${first?.namespace ?? context.mesh.rootNamespace}, or add "." to exportTo`,
    ...(first
      ? { related: placeOf(first.source, ['metadata', 'namespace'], 'the service is declared here') }
      : {}),
  };
}
