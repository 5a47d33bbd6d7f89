import type { Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor } from '@xdsim/api';
import type { AnalysisContext } from '../context.js';
import { isDelegate } from '../destinations.js';
import type { Rule } from '../rule.js';

const code: DiagnosticCode = 'XDS0734';

export const unusedDelegate: Rule = {
  code,
  name: 'unused-delegate',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    const included = new Set(
      context.virtualServices.flatMap(({ spec, metadata }) =>
        (spec.http ?? []).map(
          ({ delegate }) => `${delegate?.namespace || metadata.namespace}/${delegate?.name}`,
        ),
      ),
    );
    for (const virtualService of context.virtualServices) {
      const { namespace, name } = virtualService.metadata;
      if (!isDelegate(virtualService) || included.has(`${namespace}/${name}`)) continue;
      yield diagnosticFor(
        virtualService,
        ['metadata', 'name'],
        code,
        'a VirtualService without hosts holds only where another includes it, and none does',
        {
          help: `write delegate: {name: ${name}, namespace: ${namespace}} in a route of another, or add hosts`,
        },
      );
    }
  },
};
