import type { AnyObject, Labels } from '@xdsim/api';
import { nameOf } from '@xdsim/api';
import { workloadEndpoint } from '../services/endpoints.js';
import type { AnalysisContext } from './context.js';

/** What a selector can select, of whatever kind it is written as. */
export interface Workload {
  readonly namespace: string;
  readonly labels: Labels;
  /** With its kind, for people. */
  readonly title: string;
  /** None for the pods that a Deployment or the like will make: it is no object of ours. */
  readonly object?: AnyObject;
}

/** All workloads that objects describe. A proxy needs no object to connect, so that there may be more. */
export function workloadsOf({ snapshot, workloadEntries, templates }: AnalysisContext): readonly Workload[] {
  const written = [
    ...workloadEntries.map((object) => ({ labels: workloadEndpoint(object).labels, object })),
    ...snapshot.list('WorkloadGroup').map((object) => ({
      labels: { ...object.spec.template.labels, ...object.spec.metadata?.labels },
      object,
    })),
    ...snapshot.list('Pod').map((object) => ({ labels: object.metadata.labels ?? {}, object })),
  ].map((one) => ({ ...one, namespace: one.object.metadata.namespace, title: nameOf(one.object) }));
  const made = templates.map(({ kind, name, namespace, labels }) => ({
    namespace,
    labels,
    title: `${kind} ${namespace}/${name}`,
  }));
  return [...written, ...made];
}
