import type { Pod } from '@xdsim/api';
import { topologyLabels, localityText } from '../locality.js';
import type { Endpoint } from '../service.js';

/** The ports of a pod that have a name. Kubernetes: of one name the first counts. */
function namedPorts({ spec }: Pod): Readonly<Record<string, number>> {
  const ports = new Map<string, number>();
  for (const container of spec.containers ?? []) {
    for (const { name, containerPort, protocol = 'TCP' } of container.ports ?? []) {
      if (name && containerPort && protocol === 'TCP' && !ports.has(name)) ports.set(name, containerPort);
    }
  }
  return Object.fromEntries(ports);
}

/** Istio asks for the condition `Ready`. Where no condition is written, nothing is known against the pod. */
function health({ status }: Pod): Endpoint['health'] {
  if (status?.phase === 'Succeeded' || status?.phase === 'Failed') return 'terminating';
  if (!status?.conditions) return 'healthy';
  return status.conditions.some((c) => c.type === 'Ready' && c.status === 'True') ? 'healthy' : 'unhealthy';
}

/** A Pod as an endpoint; one that has no address yet is none of any service. */
export function podEndpoint(pod: Pod): Endpoint {
  const { metadata, spec, status } = pod;
  const labels = metadata.labels ?? {};
  // Istio reads the labels of the Node, which Kubernetes copies to its pods.
  const topology = [
    'topology.kubernetes.io/region',
    'topology.kubernetes.io/zone',
    'topology.istio.io/subzone',
  ]
    .map((key) => labels[key] ?? '')
    .join('/')
    .replace(/\/+$/, '');
  const locality = localityText(undefined, labels) || topology;
  const network = labels['topology.istio.io/network'];
  return {
    address: status?.podIP ?? '',
    ports: namedPorts(pod),
    labels: {
      ...labels,
      ...topologyLabels(locality, network),
      ...(spec.nodeName ? { 'kubernetes.io/hostname': spec.nodeName } : {}),
    },
    locality,
    ...(network ? { network } : {}),
    weight: 0,
    ...(spec.serviceAccountName ? { serviceAccount: spec.serviceAccountName } : {}),
    // Istio: only the label that its injection writes says that there is a proxy beside the pod.
    tlsMode: labels['security.istio.io/tlsMode'] || 'disabled',
    health: health(pod),
    namespace: metadata.namespace,
    workload: metadata.name,
    ...(spec.nodeName ? { node: spec.nodeName } : {}),
    source: pod,
  };
}
