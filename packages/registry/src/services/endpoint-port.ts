import type { Endpoint, ServicePort } from './service.js';

/**
 * The port at which an endpoint answers for a service port. Istio, highest first: the endpoint's own port of that
 * name, the service port's `targetPort`, its number. A Unix socket has none (0).
 */
export function endpointPort(endpoint: Endpoint, port: ServicePort): number {
  if (endpoint.address.startsWith('unix://')) return 0;
  return endpoint.ports?.[port.name] || port.targetPort || port.number;
}
