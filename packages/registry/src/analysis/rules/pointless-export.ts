import type { Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor } from '@xdsim/api';
import { visibility } from '../../services/visibility.js';
import type { AnalysisContext } from '../context.js';
import { placeOf } from '../place-of.js';
import type { Rule } from '../rule.js';
import { servicesOfRule } from '../services-of-rule.js';

const code: DiagnosticCode = 'XDS0721';

/** Istio: clients of other namespaces look into the service's namespace and the root's, never into a third one. */
export const pointlessExport: Rule = {
  code,
  name: 'pointless-export',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    for (const rule of context.destinationRules) {
      const { namespace } = rule.metadata;
      const { exportTo = [], workloadSelector } = rule.spec;
      if (workloadSelector || namespace === context.mesh.rootNamespace) continue;
      // What is exported because nothing is said is not meant to be.
      const elsewhere = exportTo.findIndex((entry) => entry !== '.' && entry !== '~' && entry !== namespace);
      const services = servicesOfRule(context, rule);
      if (elsewhere < 0 || services.length === 0) continue;
      if (services.some((service) => service.namespace === namespace)) continue;
      // Without its own namespace it holds for nobody, which another rule reports.
      if (!visibility(exportTo, namespace, namespace)) continue;
      const { source } = services[0] ?? {};
      const target = source?.metadata.namespace ?? '';
      yield diagnosticFor(
        rule,
        ['spec', 'exportTo', elsewhere],
        code,
        `the export has no effect: clients of other namespaces look for rules in namespace ${target}, where the service is`,
        {
          help: `move the rule to namespace ${target}, or say exportTo: ["."] if it is for clients in ${namespace}`,
          ...(source
            ? { related: [placeOf(source, ['metadata', 'namespace'], 'the service is declared here')] }
            : {}),
        },
      );
    }
  },
};
