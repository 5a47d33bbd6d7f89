import type { Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor, nameOf } from '@xdsim/api';
import { isIP } from '../../services/address.js';
import { workloadEndpoint } from '../../services/endpoints.js';
import type { AnalysisContext } from '../context.js';
import { placeOf } from '../place-of.js';
import { quote } from '../quote.js';
import type { Rule } from '../rule.js';
import { selects } from '../selects.js';
import { selectorsByNamespace } from '../selectors-by-namespace.js';

const code: DiagnosticCode = 'XDS0728';

/** Istio leaves such workloads out without a word. Inline endpoints that are names are found by validation. */
export const staticWorkloadName: Rule = {
  code,
  name: 'static-workload-name',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    const selectors = selectorsByNamespace(context);
    for (const workload of context.workloadEntries) {
      const { address = '' } = workload.spec;
      if (!address || isIP(address)) continue;
      const { labels } = workloadEndpoint(workload);
      const entry = selectors
        .get(workload.metadata.namespace)
        ?.find((one) => one.entry.spec.resolution === 'STATIC' && selects(one.selector, labels))?.entry;
      if (!entry) continue;
      yield diagnosticFor(
        workload,
        ['spec', 'address'],
        code,
        `${nameOf(entry)} selects this workload, but is STATIC and leaves ${quote(address)} out: it is no IP address`,
        {
          help: address.startsWith('unix:')
            ? 'write an IP address, or list the socket as an endpoint of the ServiceEntry'
            : 'write an IP address, or use resolution DNS for the service',
          related: [placeOf(entry, ['spec', 'resolution'], 'the resolution is set here')],
        },
      );
    }
  },
};
