import { endpointPort, type Endpoint, type Service, type ServicePort } from '@xdsim/registry';
import type { AdminState } from '../admin-state.js';
import { json, text, type Answer } from '../http/answer.js';
import { isSet } from '../http/request.js';

/** The endpoints of each port of each service, as istiod's page of that name has them; `?brief` is a line each. */
export function endpointz({ registry }: AdminState, query: URLSearchParams): Answer {
  const { services } = registry.snapshot();
  const all = services.services.flatMap((service) =>
    service.ports.map((port) => ({ service, port, endpoints: services.endpoints(service) })),
  );
  if (isSet(query, 'brief')) {
    const lines = all.flatMap(({ service, port, endpoints }) =>
      endpoints.map((endpoint) => brief(service, port, endpoint)),
    );
    return text(200, lines.join(''));
  }
  const value = all.map(({ service, port, endpoints }) => ({
    svc: `${service.hostname}:${port.name}`,
    ep: endpoints.map((endpoint) => toIstio(port, endpoint)),
  }));
  return json(200, value, isSet(query, 'pretty'));
}

const brief = ({ hostname }: Service, port: ServicePort, endpoint: Endpoint): string => {
  const labels = Object.entries(endpoint.labels).map((label) => label.join('='));
  const where = `${endpoint.address}:${endpointPort(endpoint, port)}`;
  return (
    `${hostname}:${port.name} ${where} ${labels.join(',')} ${endpoint.serviceAccount ?? ''}`.trimEnd() + '\n'
  );
};

const toIstio = (port: ServicePort, endpoint: Endpoint): object => ({
  endpoint: {
    Labels: endpoint.labels,
    Address: endpoint.address,
    ServicePortName: port.name,
    ServiceAccount: endpoint.serviceAccount ?? '',
    Network: endpoint.network ?? '',
    Locality: { Label: endpoint.locality },
    EndpointPort: endpointPort(endpoint, port),
    LbWeight: endpoint.weight,
    TLSMode: endpoint.tlsMode,
    Namespace: endpoint.namespace,
    WorkloadName: endpoint.workload,
  },
  servicePort: { name: port.name, port: port.number, protocol: port.protocol },
});
