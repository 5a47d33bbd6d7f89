import type { Labels } from '@xdsim/api';
import { covers, endpointPort } from '@xdsim/registry';
import type { Endpoint, Service, ServicePort } from '@xdsim/registry';
import type { Context } from '../context.js';
import { isOfKubernetes } from '../scope/imported-service.js';
import { isDraining, keepsDraining } from './draining.js';

/** An endpoint and the port at which it serves one service port. */
export interface Placed {
  readonly endpoint: Endpoint;
  readonly port: number;
}

/**
 * The endpoints behind a port. Istio: those of all services of the host in its namespace, so that several ServiceEntries
 * of one host are served together, by the port's name, or its number where they are resolved by DNS; of the networks that
 * the proxy asks for.
 */
export function endpointsBehind(
  { snapshot, proxy }: Context,
  service: Service,
  port: ServicePort,
  subset?: Labels,
): readonly Placed[] {
  const networks = proxy.requestedNetworkView;
  const draining = keepsDraining(service);
  const serves = (endpoint: Endpoint): boolean =>
    (!subset || covers(endpoint.labels, subset)) &&
    (!networks || networks.includes(endpoint.network ?? '')) &&
    (draining || !isDraining(endpoint));
  const byNumber = service.resolution === 'DNS' || service.resolution === 'DNS_ROUND_ROBIN';
  const isSame = (other: ServicePort): boolean =>
    byNumber ? other.number === port.number : other.name === port.name;
  const found: Placed[] = [];
  const seen = new Set<number>();
  const siblings = snapshot.services.of(service.namespace, service.hostname);
  // Istio keeps the endpoints of each registry apart, and those of Kubernetes behind the others.
  const ofKubernetes = siblings.filter(isOfKubernetes);
  const others = siblings.filter((sibling) => !isOfKubernetes(sibling));
  for (const sibling of [...others, ...ofKubernetes]) {
    const servicePort = sibling.ports.find(isSame);
    if (!servicePort) continue;
    for (const endpoint of snapshot.services.endpoints(sibling)) {
      const number = endpointPort(endpoint, servicePort);
      // Istio: an endpoint of such a service counts only where no other has come before, and before any subset is looked at.
      if (sibling.resolution === 'DNS_ROUND_ROBIN' && seen.has(servicePort.number)) continue;
      seen.add(servicePort.number);
      if (number !== undefined && serves(endpoint)) found.push({ endpoint, port: number });
      // Envoy refuses LOGICAL_DNS with two endpoints, which Istio sends where a service of another resolution comes behind.
      if (service.resolution === 'DNS_ROUND_ROBIN') return found;
    }
  }
  return found;
}
