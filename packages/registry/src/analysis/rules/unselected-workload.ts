import type { Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor } from '@xdsim/api';
import { workloadEndpoint } from '../../services/endpoints.js';
import type { AnalysisContext } from '../context.js';
import type { Rule } from '../rule.js';
import { selects } from '../selects.js';
import { selectorsByNamespace } from '../selectors-by-namespace.js';

const code: DiagnosticCode = 'XDS0713';

export const unselectedWorkload: Rule = {
  code,
  name: 'unselected-workload',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    const selectors = selectorsByNamespace(context);
    for (const workload of context.workloadEntries) {
      const { namespace } = workload.metadata;
      const { labels } = workloadEndpoint(workload);
      if (selectors.get(namespace)?.some(({ selector }) => selects(selector, labels))) continue;
      yield diagnosticFor(
        workload,
        ['metadata', 'name'],
        code,
        `no service in namespace ${namespace} selects this workload: it gets no traffic`,
        { help: 'give it the labels of a workloadSelector, or add a service that selects it' },
      );
    }
  },
};
