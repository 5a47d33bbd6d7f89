import { any, list, map, message, openMessage, required, string } from '../schema/schema.js';

export const labels = map(string);

/**
 * The metadata of any Kubernetes object.
 *
 * The fields after `resourceVersion` are what `kubectl get -o yaml` prints as well; they are read and dropped.
 */
export const metadata = message({
  name: required(string),
  namespace: string,
  labels,
  annotations: map(string),
  creationTimestamp: string,
  resourceVersion: string,
  generateName: string,
  uid: string,
  generation: any,
  finalizers: list(string),
  ownerReferences: any,
  managedFields: any,
  selfLink: string,
  deletionTimestamp: string,
  deletionGracePeriodSeconds: any,
});

/** The same for Kubernetes' own objects, which are read leniently. */
export const kubernetesMetadata = openMessage(metadata.fields);
