import type { Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor } from '@xdsim/api';
import type { AnalysisContext } from '../context.js';
import { quote } from '../quote.js';
import type { Rule } from '../rule.js';

const code: DiagnosticCode = 'XDS0747';

/** Istio (IST0150): what goes to another name may not be forwarded rightly where a port does not say what it carries. */
export const externalNamePort: Rule = {
  code,
  name: 'external-name-port',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    for (const { source, resolution, ports } of context.snapshot.services.services) {
      if (resolution !== 'ALIAS') continue;
      for (const [index, { name, number, protocol }] of ports.entries()) {
        if (protocol !== 'Unsupported' && name !== 'tcp') continue;
        yield diagnosticFor(
          source,
          ['spec', 'ports', index, ...(name ? ['name'] : [])],
          code,
          name
            ? `the name ${quote(name)} of port ${number} does not say what goes to the external name`
            : `port ${number} has no name that says what goes to the external name`,
          {
            help: 'begin the name with the protocol and a hyphen, as in http-web or tcp-db, or set appProtocol',
          },
        );
      }
    }
  },
};
