import type { AnyObject, Diagnostic, DiagnosticCode, Labels } from '@xdsim/api';
import { diagnosticFor, nameOf } from '@xdsim/api';
import { workloadOf } from '../../services/derive.js';
import type { Service } from '../../services/service.js';
import type { AnalysisContext } from '../context.js';
import { inWords } from '../in-words.js';
import { placeOf } from '../place-of.js';
import type { Rule } from '../rule.js';
import { selects } from '../selects.js';
import { templatesOf } from '../templates-of.js';

const code: DiagnosticCode = 'XDS0712';

export const selectorMatchesNothing: Rule = {
  code,
  name: 'selector-matches-nothing',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    const { services } = context.snapshot;
    const seen = new Set<AnyObject>();
    for (const service of services.services) {
      const { selector, namespace, source } = service;
      if (!selector || seen.has(source)) continue;
      seen.add(source);
      // A ServiceEntry that does not resolve goes where its clients ask for.
      if (source.kind === 'ServiceEntry' && service.resolution === 'NONE') continue;
      // Those that are unhealthy, or names where addresses are needed, are other rules' business.
      if (services.selected(service).length) continue;
      if (templatesOf(context, namespace, selector).length) continue;
      const wanted = inWords(Object.entries(selector).map(([key, value]) => `${key}: ${value}`));
      const elsewhere = workloadElsewhere(context, selector, namespace);
      yield diagnosticFor(
        source,
        source.kind === 'Service' ? ['spec', 'selector'] : ['spec', 'workloadSelector', 'labels'],
        code,
        `no workload in namespace ${namespace} has ${wanted}: the service has no endpoints`,
        elsewhere
          ? {
              help: 'a service selects workloads of its own namespace only: move one of the two',
              related: [placeOf(elsewhere, ['metadata', 'namespace'], `${nameOf(elsewhere)} has the labels`)],
            }
          : { help: `add a ${kindsFor(service)} with these labels, or correct the selector` },
      );
    }
  },
};

const kindsFor = ({ registry }: Service): string =>
  registry === 'Kubernetes' ? 'Pod, or an EndpointSlice,' : 'WorkloadEntry or Pod';

function workloadElsewhere(
  context: AnalysisContext,
  selector: Labels,
  namespace: string,
): AnyObject | undefined {
  const all: readonly AnyObject[] = [...context.workloadEntries, ...context.snapshot.list('Pod')];
  return all.find(
    (object) =>
      object.metadata.namespace !== namespace && selects(selector, workloadOf(object)?.labels ?? {}),
  );
}
