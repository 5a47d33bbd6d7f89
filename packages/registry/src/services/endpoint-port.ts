import { own } from '@xdsim/api';
import type { Endpoint, ServicePort } from './service.js';

/**
 * The port at which an endpoint answers for a service port; `undefined` when it does not. Istio, highest first: the
 * endpoint's own port of that name, the service port's `targetPort`, its number. A Unix socket has none (0).
 */
export function endpointPort(endpoint: Endpoint, port: ServicePort): number | undefined {
  if (endpoint.address.startsWith('unix://')) return 0;
  const written = own(endpoint.ports, port.name);
  return endpoint.onlyPorts ? written : written || port.targetPort || port.number;
}
