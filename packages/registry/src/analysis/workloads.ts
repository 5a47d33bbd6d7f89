import type { AnyObject, Labels } from '@xdsim/api';
import { workloadEndpoint } from '../services/endpoints.js';
import type { AnalysisContext } from './context.js';

/** What a selector can select, of whatever kind it is written as. */
export interface Workload {
  readonly namespace: string;
  readonly labels: Labels;
  readonly object: AnyObject;
}

/** All workloads that objects describe. A proxy needs no object to connect, so that there may be more. */
export function workloadsOf({ snapshot, workloadEntries }: AnalysisContext): readonly Workload[] {
  return [
    ...workloadEntries.map((object) => ({ labels: workloadEndpoint(object).labels, object })),
    ...snapshot.list('WorkloadGroup').map((object) => ({
      labels: { ...object.spec.template.labels, ...object.spec.metadata?.labels },
      object,
    })),
    ...snapshot.list('Pod').map((object) => ({ labels: object.metadata.labels ?? {}, object })),
  ].map((one) => ({ ...one, namespace: one.object.metadata.namespace }));
}
