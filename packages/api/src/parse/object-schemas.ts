import { isKubernetesKind, type Kind, kinds, specSchemas } from '../kinds/kinds.js';
import { kubernetesMetadata, metadata } from '../kinds/metadata.js';
import { podStatus } from '../kinds/pod.js';
import {
  any,
  message,
  type MessageSchema,
  openMessage,
  required,
  type Schema,
  string,
} from '../schema/schema.js';

/** Istio: these say something without a spec as well: deny everything, or leave everything as it is. */
const specIsOptional: readonly Kind[] = ['AuthorizationPolicy', 'PeerAuthentication'];

/** The schema of each kind's whole object, with its metadata and status. */
export const objectSchemas: Readonly<Record<string, MessageSchema>> = Object.fromEntries(
  kinds.map((kind) => [kind, isKubernetesKind(kind) ? kubernetesObject(kind) : istioObject(kind)]),
);

function istioObject(kind: Kind): MessageSchema {
  const spec: Schema = specSchemas[kind];
  return message({
    apiVersion: required(string),
    kind: required(string),
    metadata: required(metadata),
    spec: specIsOptional.includes(kind) ? spec : required(spec),
    status: any,
  });
}

function kubernetesObject(kind: Kind): MessageSchema {
  const head = {
    apiVersion: required(string),
    kind: required(string),
    metadata: required(kubernetesMetadata),
  };
  // the one kind that is written without a spec
  if (kind === 'EndpointSlice') return openMessage({ ...head, ...specSchemas.EndpointSlice.fields });
  return openMessage({ ...head, spec: specSchemas[kind], status: kind === 'Pod' ? podStatus : any });
}
