import type { Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor, suggest } from '@xdsim/api';
import { workloadEndpoint } from '../../services/endpoints.js';
import type { ServicePort } from '../../services/service.js';
import type { AnalysisContext } from '../context.js';
import { inWords } from '../in-words.js';
import { placeOf } from '../place-of.js';
import { quote } from '../quote.js';
import type { Rule } from '../rule.js';
import { selects } from '../selects.js';
import { selectorsByNamespace } from '../selectors-by-namespace.js';

const code: DiagnosticCode = 'XDS0714';

/** Kubernetes: a port whose target has a name is found by that. */
const workloadPortName = ({ name, targetPortName }: ServicePort): string => targetPortName ?? name;

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
      const services = (selectors.get(workload.metadata.namespace) ?? [])
        .filter(({ selector }) => selects(selector, labels))
        .map(({ service }) => service);
      const ports = [...new Set(services.flatMap((service) => service.ports.map(workloadPortName)))];
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
            related: services
              .slice(0, 1)
              .map(({ source }) => placeOf(source, ['spec', 'ports'], 'ports are declared here')),
          },
        );
      }
    }
  },
};
