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

type LbEndpoint = NonNullable<
  NonNullable<ClusterLoadAssignment['endpoints']>[number]['lb_endpoints']
>[number];

/** What the server knows of an endpoint's health. */
export const healthOf = ({ health_status }: LbEndpoint): string => health_status ?? 'HEALTHY';

/** The endpoints in istioctl's columns. What outlier detection does is known to the proxy alone. */
export const endpointRows = ({ endpoints }: Dump): readonly (readonly string[])[] => [
  ['ENDPOINT', 'STATUS', 'OUTLIER CHECK', 'CLUSTER'],
  ...endpoints.flatMap(({ cluster_name = '', endpoints: localities = [] }) =>
    localities
      .flatMap(({ lb_endpoints = [] }) => lb_endpoints)
      .map((one) => [addressText(one.endpoint?.address), healthOf(one), '-', cluster_name]),
  ),
];
