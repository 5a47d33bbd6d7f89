import type { AnyObject, Diagnostic, DiagnosticCode, Labels, Path } from '@xdsim/api';
import { diagnosticFor } from '@xdsim/api';
import type { AnalysisContext } from '../context.js';
import { inWords } from '../in-words.js';
import { placeOf } from '../place-of.js';
import type { Rule } from '../rule.js';
import { selects } from '../selects.js';
import { workloadsOf } from '../workloads.js';

const code: DiagnosticCode = 'XDS0739';

interface Selecting {
  readonly object: AnyObject;
  readonly selector: Labels | undefined;
  readonly path: Path;
}

/** Where no workload is written down at all, proxies bring their labels with them: nothing can be said. */
export const unmatchedSelector: Rule = {
  code,
  name: 'unmatched-selector',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    const all = workloadsOf(context);
    for (const { object, selector, path } of selectingObjects(context)) {
      const pairs = Object.entries(selector ?? {});
      if (!selector || pairs.length === 0) continue;
      const { namespace } = object.metadata;
      // Istio: a policy of the root namespace selects everywhere; a Sidecar or DestinationRule never does
      const isEverywhere = namespace === context.mesh.rootNamespace && object.kind === 'AuthorizationPolicy';
      const near = isEverywhere ? all : all.filter((workload) => workload.namespace === namespace);
      if (near.length === 0 || near.some(({ labels }) => selects(selector, labels))) continue;
      const wanted = inWords(pairs.map(([key, value]) => `${key}: ${value}`));
      const elsewhere = all.find(({ labels }) => selects(selector, labels));
      yield diagnosticFor(object, path, code, `no workload in namespace ${namespace} has ${wanted}`, {
        help: elsewhere
          ? 'workloads of other namespaces are not selected: move one of the two'
          : 'correct the labels, or add the workload',
        ...(elsewhere?.object && {
          related: [placeOf(elsewhere.object, ['metadata'], `${elsewhere.title} has the labels`)],
        }),
      });
    }
  },
};

function selectingObjects({ snapshot, destinationRules }: AnalysisContext): readonly Selecting[] {
  const matchLabels = [
    ...destinationRules.map((object) => ({ object, selector: object.spec.workloadSelector })),
    ...snapshot.list('PeerAuthentication').map((object) => ({ object, selector: object.spec.selector })),
    ...snapshot.list('AuthorizationPolicy').map((object) => ({ object, selector: object.spec.selector })),
  ].map(({ object, selector }) => ({
    object,
    selector: selector?.matchLabels,
    path: ['spec', object.kind === 'DestinationRule' ? 'workloadSelector' : 'selector', 'matchLabels'],
  }));
  const sidecars = snapshot.list('Sidecar').map((object) => ({
    object,
    selector: object.spec.workloadSelector?.labels,
    path: ['spec', 'workloadSelector', 'labels'],
  }));
  return [...sidecars, ...matchLabels];
}
