import {
  bool,
  enumeration,
  type Infer,
  int32,
  list,
  openMessage,
  required,
  strict,
  string,
} from '../schema/schema.js';
import { kubernetesProtocol } from './service.js';

const endpoint = openMessage({
  addresses: list(string),
  /** Absent means true, as nothing is known against it. */
  conditions: openMessage({ ready: bool, serving: bool, terminating: bool }),
  hostname: string,
  nodeName: string,
  zone: string,
  targetRef: openMessage({ kind: string, name: string, namespace: string }),
});

/**
 * Kubernetes: some of a Service's endpoints; the label `kubernetes.io/service-name` names the Service.
 *
 * The object itself has no `spec`: these fields are written beside `metadata`.
 */
export const endpointSliceSpec = openMessage({
  addressType: required(strict(enumeration('IPv4', 'IPv6', 'FQDN'))),
  endpoints: list(endpoint),
  ports: list(
    openMessage({ name: string, port: strict(int32), protocol: kubernetesProtocol, appProtocol: string }),
  ),
});

export interface SliceEndpoint extends Infer<typeof endpoint> {}
export interface EndpointSliceSpec extends Infer<typeof endpointSliceSpec> {}
