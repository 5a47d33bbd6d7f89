import { isIpAddress, own } from '@xdsim/api';
import type { Endpoint, Service, ServicePort } from '../service.js';

/** The workload's port behind a service port; `undefined` when a name stands there that the workload does not have. */
function targetOf(workload: Endpoint, { name, number, targetPort, targetPortName }: ServicePort) {
  const { ports } = workload;
  if (targetPortName !== undefined) return own(ports, targetPortName);
  const target = targetPort ?? number;
  // Istio: a WorkloadEntry may say where it has a service port; a Pod's ports are named for its containers.
  return workload.source.kind === 'WorkloadEntry' ? own(ports, name) || target : target;
}

function placed(service: Service, workload: Endpoint): Endpoint {
  const ports = service.ports.flatMap((port) => {
    const number = targetOf(workload, port);
    return number ? [[port.name, number] as const] : [];
  });
  return { ...workload, ports: Object.fromEntries(ports), onlyPorts: true };
}

const publishesNotReady = ({ source }: Service): boolean =>
  source.kind === 'Service' && source.spec.publishNotReadyAddresses === true;

/** The pods that Kubernetes would write EndpointSlices of: all that have an address and have not ended. */
export const podEndpoints = (service: Service, selected: readonly Endpoint[]): readonly Endpoint[] =>
  selected
    .filter((e) => e.source.kind === 'Pod' && e.address !== '' && e.health !== 'terminating')
    .map((pod) => ({
      ...placed(service, pod),
      ...(publishesNotReady(service) ? { health: 'healthy' as const } : {}),
    }));

/** Istio: a Service of Kubernetes selects WorkloadEntries too, as long as it is not headless. */
export const workloadEntryEndpoints = (
  service: Service,
  selected: readonly Endpoint[],
): readonly Endpoint[] =>
  service.resolution === 'STATIC'
    ? selected
        .filter((e) => e.source.kind === 'WorkloadEntry' && e.health === 'healthy' && isIpAddress(e.address))
        .map((workload) => placed(service, workload))
    : [];
