import { hash } from 'node:crypto';
import { typeUrls, type Resource, type ResourceType } from '@xdsim/envoy';
import { textField } from '../wire/field.js';

/**
 * What a SotW stream answers for a requested name that does not exist: an assignment without endpoints.
 * There is no other way to say that a cluster has none, and it would warm until Envoy gives up waiting (15 s).
 * Other types get no answer, as the protocol has none.
 */
export function emptyAssignment(type: ResourceType, name: string): Resource | undefined {
  // Istio: a cluster of an unknown service gets an empty ClusterLoadAssignment.
  if (type !== 'endpoints' || name === '') return undefined;
  // A client may ask for very many at once. ClusterLoadAssignment: cluster_name = 1, and nothing else is in it.
  const bytes = textField(1, name);
  const version = hash('sha256', bytes, 'hex').slice(0, 16);
  const message = { cluster_name: name };
  return { type: 'endpoints', typeUrl: typeUrls.endpoints, name, message, bytes, version };
}
