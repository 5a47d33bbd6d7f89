import type { Labels, Service as KubernetesService } from '@xdsim/api';
import { specTrafficDistribution, trafficDistribution } from '../annotations.js';
import { kubernetesHost } from '../host.js';
import { endpointIdentity } from '../identities.js';
import { inferProtocol } from '../protocol.js';
import { UNSPECIFIED_ADDRESS } from '../service.js';
import type { Service, ServicePort } from '../service.js';

const listed = (annotation: string | undefined): readonly string[] =>
  annotation ? annotation.split(',').map((entry) => entry.trim()) : [];

/** The names that a certificate may carry beside those of the endpoints, as annotations list them. */
function subjectAltNames(annotations: Labels | undefined, namespace: string): readonly string[] {
  const accounts = listed(annotations?.['alpha.istio.io/kubernetes-serviceaccounts']);
  return [
    ...listed(annotations?.['alpha.istio.io/canonical-serviceaccounts']),
    ...accounts.flatMap((serviceAccount) => endpointIdentity({ namespace, serviceAccount }) ?? []),
  ];
}

function expandPort(port: NonNullable<KubernetesService['spec']['ports']>[number]): ServicePort {
  const { name = '', port: number, targetPort } = port;
  return {
    name,
    number,
    protocol: inferProtocol(number, name, port.protocol, port.appProtocol),
    ...(typeof targetPort === 'number' && targetPort > 0 ? { targetPort } : {}),
    ...(typeof targetPort === 'string' && targetPort ? { targetPortName: targetPort } : {}),
  };
}

/**
 * A Service of Kubernetes as Istio has it: one that is headless does not resolve, one with an external name is an alias
 * of that, any other has its endpoints assigned.
 */
export function expandService(object: KubernetesService): Service {
  const { spec, metadata } = object;
  const { annotations, namespace } = metadata;
  const externalName = spec.type === 'ExternalName' ? spec.externalName : undefined;
  const headless = spec.clusterIP === 'None';
  const address = headless ? '' : (spec.clusterIP ?? '');
  const addresses = address && spec.clusterIPs && spec.clusterIPs.length > 1 ? spec.clusterIPs : undefined;
  const distribution = specTrafficDistribution(spec.trafficDistribution) ?? trafficDistribution(annotations);
  const selects = !externalName && spec.selector && Object.keys(spec.selector).length > 0;
  return {
    registry: 'Kubernetes',
    hostname: kubernetesHost(metadata.name, namespace),
    namespace,
    address: address || UNSPECIFIED_ADDRESS,
    ...(addresses ? { addresses } : {}),
    ports: (spec.ports ?? []).map(expandPort),
    resolution: headless ? 'NONE' : externalName ? 'ALIAS' : 'STATIC',
    meshExternal: externalName !== undefined,
    exportTo: listed(annotations?.['networking.istio.io/exportTo']),
    labels: metadata.labels ?? {},
    ...(selects ? { selector: spec.selector } : {}),
    subjectAltNames: subjectAltNames(annotations, namespace),
    allocatedAddresses: [],
    ...(distribution ? { trafficDistribution: distribution } : {}),
    ...(externalName ? { externalName } : {}),
    ...(spec.internalTrafficPolicy === 'Local' ? { nodeLocal: true } : {}),
    source: object,
  };
}
