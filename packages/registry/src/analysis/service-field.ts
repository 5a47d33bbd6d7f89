import type { AnyObject, Path } from '@xdsim/api';

/** Where a Service of Kubernetes says what a ServiceEntry says in these fields of its `spec`. */
const kubernetesFields: Readonly<Record<string, Path>> = {
  hosts: ['metadata', 'name'],
  exportTo: ['metadata', 'annotations', 'networking.istio.io/exportTo'],
  resolution: ['spec', 'clusterIP'],
  endpoints: ['spec', 'selector'],
  workloadSelector: ['spec', 'selector'],
};

/** A field of a ServiceEntry, or the one of a Service of Kubernetes that stands for it. */
export const serviceField = (object: AnyObject, path: Path): Path =>
  object.kind === 'Service' && path[0] === 'spec' ? (kubernetesFields[path[1] ?? ''] ?? path) : path;
