import type { DestinationRule, Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor } from '@xdsim/api';
import { type AnalysisContext, ELSEWHERE } from '../context.js';
import { declaredSubsets } from '../declared-subsets.js';
import { destinationsOf, isDelegate, isMeshBound } from '../destinations.js';
import { inWords } from '../in-words.js';
import { placeOf } from '../place-of.js';
import { quote } from '../quote.js';
import { routeClients } from '../route-clients.js';
import type { Rule } from '../rule.js';

const code: DiagnosticCode = 'XDS0706';

/** A VirtualService is exported further than the DestinationRule that declares its subsets. */
export const hiddenSubset: Rule = {
  code,
  name: 'hidden-subset',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    for (const virtualService of context.virtualServices) {
      if (isDelegate(virtualService) || !isMeshBound(virtualService)) continue;
      for (const { destination, host, path } of destinationsOf(virtualService)) {
        const { subset } = destination;
        const services = context.services.of(host);
        if (!subset || services.length === 0) continue;
        const lacking: string[] = [];
        const found: DestinationRule[] = [];
        for (const client of routeClients(context, virtualService, services)) {
          const [service] = context.servicesFor(client, host);
          if (!service) continue;
          const declared = context.rules
            .for(client, service)
            .flatMap((rule) => declaredSubsets(rule).get(subset) ?? [])[0];
          if (declared) found.push(declared);
          else if (client !== context.mesh.rootNamespace) lacking.push(client);
        }
        const [rule] = found;
        if (!rule || lacking.length === 0) continue;
        const namespaces = lacking.filter((client) => client !== ELSEWHERE).sort();
        const who = inWords([...namespaces, ...(lacking.includes(ELSEWHERE) ? ['other namespaces'] : [])]);
        const home = services[0]?.namespace;
        const help =
          rule.metadata.namespace === home
            ? 'export the DestinationRule to these clients as well, or the route to fewer'
            : `move the DestinationRule to namespace ${home}, where the service is, or say exportTo: ["."] on the route`;
        yield diagnosticFor(
          virtualService,
          [...path, 'subset'],
          code,
          `clients in ${who} follow this route, but no rule that holds there declares the subset ${quote(subset)}`,
          { help, related: [placeOf(rule, ['spec', 'subsets'], 'the subset is declared here')] },
        );
      }
    }
  },
};
