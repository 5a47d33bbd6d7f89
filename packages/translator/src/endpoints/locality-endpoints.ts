import type { Labels } from '@xdsim/api';
import type { Address, LbEndpoint, Locality, LocalityLbEndpoints } from '@xdsim/envoy';
import { covers, endpointPort, parseLocality } from '@xdsim/registry';
import type { Endpoint, Service, ServicePort } from '@xdsim/registry';
import type { Context } from '../context.js';

/** An endpoint and the port at which it serves one service port. */
interface Placed {
  readonly endpoint: Endpoint;
  readonly port: number;
}

const UINT32_MAX = 4_294_967_295;

/**
 * The endpoints behind a port. Istio: those of all services of the host in its namespace, by the port's name, so that
 * several ServiceEntries of one host are served together.
 */
export function endpointsBehind(
  { snapshot }: Context,
  service: Service,
  port: ServicePort,
  subset?: Labels,
): readonly Placed[] {
  const found: Placed[] = [];
  for (const sibling of snapshot.services.of(service.namespace, service.hostname)) {
    const servicePort = sibling.ports.find((p) => p.name === port.name);
    if (!servicePort) continue;
    for (const endpoint of snapshot.services.endpoints(sibling)) {
      found.push({ endpoint, port: endpointPort(endpoint, servicePort) });
    }
  }
  // Istio: LOGICAL_DNS can have one endpoint only; the first is kept, before any subset is looked at.
  const kept = service.resolution === 'DNS_ROUND_ROBIN' ? found.slice(0, 1) : found;
  return subset ? kept.filter(({ endpoint }) => covers(endpoint.labels, subset)) : kept;
}

const SOCKET = 'unix://';

const addressOf = ({ endpoint, port }: Placed): Address =>
  endpoint.address.startsWith(SOCKET)
    ? { pipe: { path: endpoint.address.slice(SOCKET.length) } }
    : { socket_address: { address: endpoint.address, port_value: port } };

function localityOf(text: string): Locality {
  const { region, zone, subZone } = parseLocality(text);
  return {
    ...(region ? { region } : {}),
    ...(zone ? { zone } : {}),
    ...(subZone ? { sub_zone: subZone } : {}),
  };
}

/** Grouped by locality in the order of its text, the unknown one first; each group weighs what its endpoints weigh. */
export function localityEndpoints(placed: readonly Placed[]): LocalityLbEndpoints[] {
  const groups = new Map<string, { endpoints: LbEndpoint[]; weight: number }>();
  for (const one of placed) {
    const { locality, weight } = one.endpoint;
    let group = groups.get(locality);
    if (!group) groups.set(locality, (group = { endpoints: [], weight: 0 }));
    group.weight += weight || 1;
    group.endpoints.push({ endpoint: { address: addressOf(one) }, load_balancing_weight: weight || 1 });
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([locality, { endpoints, weight }]) => ({
      locality: localityOf(locality),
      lb_endpoints: endpoints,
      load_balancing_weight: Math.min(weight, UINT32_MAX),
    }));
}
