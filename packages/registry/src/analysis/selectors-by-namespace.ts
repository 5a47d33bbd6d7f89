import type { Labels } from '@xdsim/api';
import type { Service } from '../services/service.js';
import type { AnalysisContext } from './context.js';

/** A service that selects WorkloadEntries. */
export interface SelectingService {
  readonly service: Service;
  readonly selector: Labels;
}

/**
 * The services that select WorkloadEntries, which they do within their namespace, one for each object. Istio: a headless
 * Service of Kubernetes selects pods only.
 */
export function selectorsByNamespace(
  context: AnalysisContext,
): ReadonlyMap<string, readonly SelectingService[]> {
  const found = new Map<string, SelectingService[]>();
  const seen = new Set<Service['source']>();
  for (const service of context.snapshot.services.services) {
    const { selector, source, namespace, registry, resolution } = service;
    if (!selector || seen.has(source) || (registry === 'Kubernetes' && resolution !== 'STATIC')) continue;
    seen.add(source);
    const all = found.get(namespace);
    if (all) all.push({ service, selector });
    else found.set(namespace, [{ service, selector }]);
  }
  return found;
}
