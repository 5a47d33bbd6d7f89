import { resource, type Resource, type ResourceType } from '@xdsim/envoy';

/**
 * What a SotW stream answers for a requested name that does not exist: an assignment without endpoints.
 * There is no other way to say that a cluster has none, and it would warm until Envoy gives up waiting (15 s).
 * Other types get no answer, as the protocol has none.
 */
export function emptyAssignment(type: ResourceType, name: string): Resource | undefined {
  // Istio: a cluster of an unknown service gets an empty ClusterLoadAssignment.
  if (type !== 'endpoints' || name === '') return undefined;
  return resource('endpoints', { cluster_name: name });
}
