import type { Cluster, ClusterLoadAssignment, Listener } from '@xdsim/envoy';
import type { Dump } from './dump.js';
import { healthOf } from './endpoints.js';

/** What of a proxy's configuration is to be shown; what is not given narrows nothing down. */
export interface Filters {
  readonly fqdn?: string;
  readonly port?: number;
  readonly direction?: 'inbound' | 'outbound';
  readonly subset?: string;
  readonly cluster?: string;
  readonly address?: string;
  readonly status?: string;
  readonly name?: string;
}

const is = <T>(wanted: T | undefined, actual: T | undefined): boolean =>
  wanted === undefined || wanted === actual;

/** As istioctl filters: parts of a service's name do, all else is to be the same. */
export const filterDump = (dump: Dump, filters: Filters): Dump => ({
  ...dump,
  clusters: dump.clusters.filter((cluster) => isCluster(cluster, filters)),
  listeners: dump.listeners.filter((listener) => isListener(listener, filters)),
  routes: dump.routes.filter(({ name }) => is(filters.name, name)),
  endpoints: dump.endpoints.flatMap((assignment) => narrowed(assignment, filters)),
});

function isCluster({ name = '' }: Cluster, { fqdn, port, direction, subset }: Filters): boolean {
  const [way, number, ofSubset, host] = name.split('|');
  const service = host ?? name;
  return (
    (fqdn === undefined || service.includes(fqdn)) &&
    is(direction, host === undefined ? undefined : way) &&
    is(subset, ofSubset) &&
    (port === undefined || (host !== undefined && number === String(port)))
  );
}

function isListener({ address, additional_addresses = [] }: Listener, filters: Filters): boolean {
  const sockets = [address, ...additional_addresses.map((one) => one.address)].map(
    (one) => one?.socket_address,
  );
  return (
    is(filters.port, address?.socket_address?.port_value) &&
    (filters.address === undefined || sockets.some((socket) => socket?.address === filters.address))
  );
}

/** An assignment with the endpoints that are meant; none when it has none of them. */
function narrowed(assignment: ClusterLoadAssignment, filters: Filters): readonly ClusterLoadAssignment[] {
  const { cluster, address, port, status } = filters;
  if (!is(cluster, assignment.cluster_name)) return [];
  if (address === undefined && port === undefined && status === undefined) return [assignment];
  const endpoints = (assignment.endpoints ?? [])
    .map((locality) => ({
      ...locality,
      lb_endpoints: (locality.lb_endpoints ?? []).filter((endpoint) => {
        const socket = endpoint.endpoint?.address?.socket_address;
        return (
          is(address, socket?.address) &&
          is(port, socket?.port_value) &&
          is(status?.toUpperCase(), healthOf(endpoint))
        );
      }),
    }))
    .filter(({ lb_endpoints }) => lb_endpoints.length > 0);
  return endpoints.length === 0 ? [] : [{ ...assignment, endpoints }];
}
