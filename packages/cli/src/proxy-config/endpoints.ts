import type { ClusterLoadAssignment } from '@xdsim/envoy';
import type { Dump } from './dump.js';

type Address = NonNullable<
  NonNullable<
    NonNullable<NonNullable<ClusterLoadAssignment['endpoints']>[number]['lb_endpoints']>[number]['endpoint']
  >['address']
>;

/** An address as people write it. */
export function addressText(address: Address | undefined): string {
  const { socket_address: socket, pipe, envoy_internal_address: internal } = address ?? {};
  if (socket) return `${socket.address ?? ''}:${socket.port_value ?? socket.named_port ?? ''}`;
  return pipe ? `unix://${pipe.path ?? ''}` : (internal?.server_listener_name ?? '');
}

/** The endpoints in istioctl's columns. What outlier detection does is known to the proxy alone. */
export function endpointRows({ clusters, endpoints }: Dump): readonly (readonly string[])[] {
  const inline = clusters.flatMap(({ load_assignment }) => load_assignment ?? []);
  const rows = [...endpoints, ...inline].flatMap(({ cluster_name = '', endpoints: localities = [] }) =>
    localities
      .flatMap(({ lb_endpoints = [] }) => lb_endpoints)
      .map(({ endpoint, health_status }) => [
        addressText(endpoint?.address),
        health_status ?? 'HEALTHY',
        '-',
        cluster_name,
      ]),
  );
  return [['ENDPOINT', 'STATUS', 'OUTLIER CHECK', 'CLUSTER'], ...rows];
}
