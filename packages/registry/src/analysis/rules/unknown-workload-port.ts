import type { Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor, suggest } from '@xdsim/api';
import { workloadEndpoint } from '../../services/endpoints.js';
import type { AnalysisContext } from '../context.js';
import { inWords } from '../in-words.js';
import { placeOf } from '../place-of.js';
import { quote } from '../quote.js';
import type { Rule } from '../rule.js';
import { selects } from '../selects.js';
import { selectorsByNamespace } from '../selectors-by-namespace.js';

const code: DiagnosticCode = 'XDS0714';

/** Istio: a workload's ports are found by the service port's name; one that no service has is never looked at. */
export const unknownWorkloadPort: Rule = {
  code,
  name: 'unknown-workload-port',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    const selectors = selectorsByNamespace(context);
    for (const workload of context.workloadEntries) {
      const names = Object.keys(workload.spec.ports ?? {});
      if (names.length === 0) continue;
      const { labels } = workloadEndpoint(workload);
      const entries = (selectors.get(workload.metadata.namespace) ?? [])
        .filter(({ selector }) => selects(selector, labels))
        .map(({ entry }) => entry);
      const ports = [...new Set(entries.flatMap(({ spec }) => (spec.ports ?? []).map((port) => port.name)))];
      if (ports.length === 0) continue;
      for (const name of names.filter((one) => !ports.includes(one))) {
        const suggestion = suggest(name, ports);
        yield diagnosticFor(
          workload,
          ['spec', 'ports', name],
          code,
          `no service that selects this workload has a port named ${quote(name)}: its number is not used`,
          {
            help: suggestion ? `did you mean ${suggestion}?` : `the ports are named ${inWords(ports)}`,
            related: entries
              .slice(0, 1)
              .map((entry) => placeOf(entry, ['spec', 'ports'], 'ports are declared here')),
          },
        );
      }
    }
  },
};
