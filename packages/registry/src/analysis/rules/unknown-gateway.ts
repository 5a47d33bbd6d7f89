import type { Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor, suggest } from '@xdsim/api';
import type { AnalysisContext } from '../context.js';
import { gatewayNamesOf } from '../gateways.js';
import { placeOf } from '../place-of.js';
import { quote } from '../quote.js';
import type { Rule } from '../rule.js';

const code: DiagnosticCode = 'XDS0741';

/** Istio: routes that are bound to a gateway that does not exist are served nowhere, or in the mesh alone. */
export const unknownGateway: Rule = {
  code,
  name: 'unknown-gateway',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    const gateways = context.snapshot.list('Gateway');
    for (const virtualService of context.virtualServices) {
      for (const { namespace, name, index } of gatewayNamesOf(virtualService)) {
        if (context.snapshot.get('Gateway', namespace, name)) continue;
        const elsewhere = gateways.find(({ metadata }) => metadata.name === name);
        const meant = suggest(
          name,
          gateways.filter((one) => one.metadata.namespace === namespace).map((one) => one.metadata.name),
        );
        const message = `there is no Gateway ${quote(name)} in namespace ${namespace}`;
        let help = 'correct the name, or add the Gateway; for clients in the mesh write mesh';
        if (meant) help = `did you mean ${quote(meant)}?`;
        else if (elsewhere) help = `did you mean ${elsewhere.metadata.namespace}/${name}?`;
        yield diagnosticFor(virtualService, ['spec', 'gateways', index], code, message, {
          help,
          ...(elsewhere && { related: [placeOf(elsewhere, ['metadata', 'name'], 'one of that name')] }),
        });
      }
    }
  },
};
