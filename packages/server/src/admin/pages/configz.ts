import { isKubernetesKind, kinds } from '@xdsim/api';
import type { AdminState } from '../admin-state.js';
import { present } from '../objects/present.js';

/** Istio's objects, as istiod's page of that name has them: Kubernetes' own are the business of its API. */
export function configz({ registry }: AdminState): readonly object[] {
  const snapshot = registry.snapshot();
  const ours = kinds.filter((kind) => !isKubernetesKind(kind));
  return ours.flatMap((kind) =>
    snapshot.list(kind).map((object) => present(object, registry, object.apiVersion)),
  );
}
