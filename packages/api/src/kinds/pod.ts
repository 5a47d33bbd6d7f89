import { bool, type Infer, int32, list, openMessage, strict, string } from '../schema/schema.js';
import { kubernetesProtocol } from './service.js';

const container = openMessage({
  name: string,
  ports: list(openMessage({ name: string, containerPort: strict(int32), protocol: kubernetesProtocol })),
});

/** Kubernetes: one workload; as far as a selector can turn it into an endpoint. */
export const podSpec = openMessage({
  nodeName: string,
  serviceAccountName: string,
  hostNetwork: bool,
  hostname: string,
  subdomain: string,
  containers: list(container),
  initContainers: list(container),
});

export const podStatus = openMessage({
  phase: string,
  podIP: string,
  podIPs: list(openMessage({ ip: string })),
  hostIP: string,
  conditions: list(openMessage({ type: string, status: string })),
});

export interface PodContainer extends Infer<typeof container> {}
export interface PodSpec extends Infer<typeof podSpec> {}
export interface PodStatus extends Infer<typeof podStatus> {}
