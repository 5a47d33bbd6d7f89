import type { Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor, isIpAddress, nameOf } from '@xdsim/api';
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
      if (!address || isIpAddress(address)) continue;
      const { labels } = workloadEndpoint(workload);
      const found = selectors
        .get(workload.metadata.namespace)
        ?.find((one) => one.service.resolution === 'STATIC' && selects(one.selector, labels));
      if (!found) continue;
      const { source } = found.service;
      yield diagnosticFor(
        workload,
        ['spec', 'address'],
        code,
        `${nameOf(source)} selects this workload, but is STATIC and leaves ${quote(address)} out: it is no IP address`,
        {
          help: address.startsWith('unix:')
            ? 'write an IP address, or list the socket as an endpoint of the ServiceEntry'
            : 'write an IP address, or use resolution DNS for the service',
          related: [placeOf(source, ['spec', 'resolution'], 'the resolution is set here')],
        },
      );
    }
  },
};
