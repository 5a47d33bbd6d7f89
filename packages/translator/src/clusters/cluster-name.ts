/** Istio's name of an outbound cluster: `outbound|<port>|<subset>|<host>`. */
export const clusterName = (port: number, host: string, subset = ''): string =>
  `outbound|${port}|${subset}|${host}`;

export const PASSTHROUGH_CLUSTER = 'PassthroughCluster';
export const BLACK_HOLE_CLUSTER = 'BlackHoleCluster';
/** Istio's cluster for traffic that is forwarded by name, not by original destination. */
export const DYNAMIC_FORWARD_CLUSTER = 'AllowAnyDynamicDNSCluster';
