import type { Diagnostic, DiagnosticCode, RelatedPlace } from '@xdsim/api';
import { diagnosticFor, nameOf, suggest } from '@xdsim/api';
import type { AnalysisContext } from '../context.js';
import { declaredSubsets } from '../declared-subsets.js';
import { destinationsOf } from '../destinations.js';
import { inWords } from '../in-words.js';
import { placeOf } from '../place-of.js';
import { quote } from '../quote.js';
import { routeClients } from '../route-clients.js';
import type { Rule } from '../rule.js';

const code: DiagnosticCode = 'XDS0705';

/** Istio: the cluster of such a subset does not exist, and requests get a 503. */
export const undeclaredSubset: Rule = {
  code,
  name: 'undeclared-subset',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    for (const virtualService of context.virtualServices) {
      for (const { destination, host, path } of destinationsOf(virtualService)) {
        const { subset } = destination;
        const services = context.services.of(host);
        if (!subset || services.length === 0) continue;
        const applied = routeClients(context, virtualService, services).flatMap((client) => {
          const [service] = context.servicesFor(client, host);
          return service ? [context.rules.for(client, service)] : [];
        });
        const rules = applied.flat();
        if (applied.length === 0 || rules.some((rule) => rule.subsets.some(({ name }) => name === subset)))
          continue;
        const declared = new Map(rules.flatMap((rule) => [...declaredSubsets(rule)]));
        const unreached = context.rulesByHost
          .matching(host)
          .find((rule) => rule.spec.subsets?.some(({ name }) => name === subset));
        const suggestion = suggest(subset, [...declared.keys()]);
        const related: RelatedPlace[] = unreached
          ? [
              placeOf(
                unreached,
                ['spec', 'subsets'],
                `${nameOf(unreached)} declares it, but holds for no client here`,
              ),
            ]
          : [...new Set(declared.values())].map((rule) =>
              placeOf(rule, ['spec', 'subsets'], 'subsets are declared here'),
            );
        const help = unreached
          ? `declare the subset in namespace ${services[0]?.namespace}, where the service is, and export it`
          : suggestion
            ? `did you mean ${quote(suggestion)}?`
            : declared.size
              ? `the subsets are ${inWords([...declared.keys()].sort())}`
              : `add a DestinationRule for ${quote(host)} with this subset`;
        const message = `no DestinationRule that holds for ${quote(host)} declares the subset ${quote(subset)}`;
        yield diagnosticFor(virtualService, [...path, 'subset'], code, message, {
          help,
          ...(related.length ? { related } : {}),
        });
      }
    }
  },
};
