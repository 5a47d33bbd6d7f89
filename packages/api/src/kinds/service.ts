import {
  bool,
  enumeration,
  type Infer,
  int32,
  intOrString,
  list,
  map,
  openMessage,
  required,
  strict,
  string,
} from '../schema/schema.js';

export const kubernetesProtocol = strict(enumeration('TCP', 'UDP', 'SCTP'));

export const kubernetesServicePort = openMessage({
  name: string,
  port: required(strict(int32)),
  targetPort: intOrString,
  nodePort: strict(int32),
  protocol: kubernetesProtocol,
  appProtocol: string,
});

/** Kubernetes: some pods under one name; as far as Istio makes a service of it. */
export const serviceSpec = openMessage({
  type: strict(enumeration('ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName')),
  /** An address, `None` for a headless service, or empty. */
  clusterIP: string,
  clusterIPs: list(string),
  externalIPs: list(string),
  externalName: string,
  /** Absent or empty: the endpoints come from elsewhere. */
  selector: map(string),
  ports: list(kubernetesServicePort),
  publishNotReadyAddresses: bool,
  internalTrafficPolicy: string,
  trafficDistribution: string,
});

export interface KubernetesServicePort extends Infer<typeof kubernetesServicePort> {}
export interface ServiceSpec extends Infer<typeof serviceSpec> {}
