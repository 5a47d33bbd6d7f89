import type { Diagnostic, DiagnosticCode, Labels, Sidecar } from '@xdsim/api';
import { diagnosticFor, nameOf } from '@xdsim/api';
import { whyFirst } from '../../age.js';
import type { AnalysisContext } from '../context.js';
import { placeOf } from '../place-of.js';
import type { Rule } from '../rule.js';
import { selects } from '../selects.js';
import { type Workload, workloadsOf } from '../workloads.js';

const code: DiagnosticCode = 'XDS0740';

const selectorOf = ({ spec }: Sidecar): Labels | undefined =>
  spec.workloadSelector && (spec.workloadSelector.labels ?? {});

/** Istio: one Sidecar holds for a workload: the oldest that selects it, else the oldest of the namespace without a selector. */
export const conflictingSidecars: Rule = {
  code,
  name: 'conflicting-sidecars',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    const workloads = workloadsOf(context);
    const byNamespace = new Map<string, Sidecar[]>();
    for (const sidecar of context.snapshot.list('Sidecar')) {
      const { namespace } = sidecar.metadata;
      for (const older of byNamespace.get(namespace) ?? []) {
        const why = conflict(older, sidecar, workloads);
        if (why === undefined) continue;
        const path = sidecar.spec.workloadSelector ? ['spec', 'workloadSelector'] : ['metadata', 'name'];
        const at = older.spec.workloadSelector ? ['spec', 'workloadSelector'] : ['metadata', 'name'];
        yield diagnosticFor(
          sidecar,
          path,
          code,
          `${nameOf(older)} holds ${why}, as ${whyFirst(older, sidecar)}`,
          {
            help: 'make one Sidecar of both, or tell the workloads apart by their labels',
            related: [placeOf(older, at, 'the one that holds')],
          },
        );
        break;
      }
      byNamespace.set(namespace, [...(byNamespace.get(namespace) ?? []), sidecar]);
    }
  },
};

/** For which workloads an older Sidecar is used in place of a younger one; undefined when for none. */
function conflict(older: Sidecar, younger: Sidecar, workloads: readonly Workload[]): string | undefined {
  const [first, second] = [selectorOf(older), selectorOf(younger)];
  if (!first && !second) return 'for all workloads of the namespace that no other selects';
  if (!first || !second) return undefined;
  // all that the younger selects has the labels that the older asks for
  if (selects(first, second)) return 'for all workloads that this one selects';
  const both = workloads.find(
    ({ namespace, labels }) =>
      namespace === older.metadata.namespace && selects(first, labels) && selects(second, labels),
  );
  return both && `for ${both.title}, which both select`;
}
