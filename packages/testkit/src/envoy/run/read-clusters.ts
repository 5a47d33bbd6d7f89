/** A cluster as Envoy's `/clusters` tells of it. */
export interface EnvoyCluster {
  readonly name: string;
  /** From the control plane, not from the bootstrap. */
  readonly addedViaApi: boolean;
  readonly hosts: readonly EnvoyHost[];
}

export interface EnvoyHost {
  /** `10.0.0.1:8080`, or the path of a pipe. */
  readonly address: string;
  /** The name that was resolved to the address, if any. */
  readonly hostname: string;
  /** No health check and no outlier detection holds it to be unhealthy. */
  readonly healthy: boolean;
  /** Ejected by outlier detection. */
  readonly ejected: boolean;
  readonly weight: number;
  readonly priority: number;
  readonly locality: { readonly region?: string; readonly zone?: string; readonly sub_zone?: string };
  /** Counters and gauges of this host: `rq_total`, `cx_active`, … */
  readonly stats: Readonly<Record<string, number>>;
}

/** `envoy.admin.v3.Clusters`, as far as it is read here; JSON leaves out what is zero, false or empty. */
export interface ClustersAnswer {
  readonly cluster_statuses?: readonly {
    readonly name: string;
    readonly added_via_api?: boolean;
    readonly host_statuses?: readonly HostAnswer[];
  }[];
}

interface HostAnswer {
  readonly address?: {
    readonly socket_address?: { readonly address: string; readonly port_value: number };
    readonly pipe?: { readonly path: string };
  };
  readonly hostname?: string;
  readonly weight?: number;
  readonly priority?: number;
  readonly locality?: EnvoyHost['locality'];
  readonly health_status?: Readonly<Record<string, boolean | string>>;
  readonly stats?: readonly { readonly name: string; readonly value?: number | string }[];
}

export function readClusters({ cluster_statuses = [] }: ClustersAnswer): ReadonlyMap<string, EnvoyCluster> {
  return new Map(
    cluster_statuses.map(({ name, added_via_api = false, host_statuses = [] }) => [
      name,
      { name, addedViaApi: added_via_api, hosts: host_statuses.map(readHost) },
    ]),
  );
}

function readHost(host: HostAnswer): EnvoyHost {
  const health = host.health_status ?? {};
  return {
    address: addressOf(host),
    hostname: host.hostname ?? '',
    // Envoy: besides the status that EDS gave, each reason to be unhealthy is a flag of its own.
    healthy: Object.entries(health).every(([flag, value]) =>
      flag === 'eds_health_status' ? value === 'HEALTHY' || value === 'UNKNOWN' : value !== true,
    ),
    ejected: health['failed_outlier_check'] === true,
    weight: host.weight ?? 0,
    priority: host.priority ?? 0,
    locality: host.locality ?? {},
    stats: Object.fromEntries((host.stats ?? []).map(({ name, value }) => [name, Number(value ?? 0)])),
  };
}

function addressOf({ address }: HostAnswer): string {
  if (!address?.socket_address) return address?.pipe?.path ?? '';
  const { address: host, port_value } = address.socket_address;
  return `${host.includes(':') ? `[${host}]` : host}:${port_value}`;
}
