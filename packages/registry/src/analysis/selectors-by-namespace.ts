import type { Labels, ServiceEntry } from '@xdsim/api';
import type { AnalysisContext } from './context.js';

export interface SelectingEntry {
  readonly entry: ServiceEntry;
  readonly selector: Labels;
}

/** The ServiceEntries that select workloads, which they do within their namespace. */
export function selectorsByNamespace(
  context: AnalysisContext,
): ReadonlyMap<string, readonly SelectingEntry[]> {
  const found = new Map<string, SelectingEntry[]>();
  for (const entry of context.serviceEntries) {
    if (!entry.spec.workloadSelector) continue;
    const one = { entry, selector: entry.spec.workloadSelector.labels ?? {} };
    const all = found.get(entry.metadata.namespace);
    if (all) all.push(one);
    else found.set(entry.metadata.namespace, [one]);
  }
  return found;
}
