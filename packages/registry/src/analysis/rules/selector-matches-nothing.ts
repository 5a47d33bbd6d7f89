import type { Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor, nameOf } from '@xdsim/api';
import { workloadEndpoint } from '../../services/endpoints.js';
import type { AnalysisContext } from '../context.js';
import { inWords } from '../in-words.js';
import { placeOf } from '../place-of.js';
import type { Rule } from '../rule.js';
import { selects } from '../selects.js';

const code: DiagnosticCode = 'XDS0712';

export const selectorMatchesNothing: Rule = {
  code,
  name: 'selector-matches-nothing',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    const { services } = context.snapshot;
    for (const entry of context.serviceEntries) {
      const { workloadSelector, resolution = 'NONE' } = entry.spec;
      if (!workloadSelector || resolution === 'NONE') continue;
      const own = context.services
        .of(entry.spec.hosts[0] ?? '')
        .filter((service) => service.source === entry);
      if (own.length === 0 || own.some((service) => services.endpoints(service).length)) continue;
      const selector = workloadSelector.labels ?? {};
      const matching = context.workloadEntries.filter((w) => selects(selector, workloadEndpoint(w).labels));
      // Those of the namespace are unhealthy, or names where addresses are needed: other rules' business.
      if (matching.some((workload) => workload.metadata.namespace === entry.metadata.namespace)) continue;
      const wanted = inWords(Object.entries(selector).map(([key, value]) => `${key}: ${value}`));
      const [elsewhere] = matching;
      yield diagnosticFor(
        entry,
        ['spec', 'workloadSelector', 'labels'],
        code,
        `no workload in namespace ${entry.metadata.namespace} has ${wanted}: the service has no endpoints`,
        elsewhere
          ? {
              help: 'a service selects workloads of its own namespace only: move one of the two',
              related: [placeOf(elsewhere, ['metadata', 'namespace'], `${nameOf(elsewhere)} has the labels`)],
            }
          : { help: 'add a WorkloadEntry with these labels, or correct the selector' },
      );
    }
  },
};
