import type { Labels, ServiceEntry, WorkloadEntry } from '@xdsim/api';
import type { Protocol } from './protocol.js';

export type Resolution = 'NONE' | 'STATIC' | 'DNS' | 'DNS_ROUND_ROBIN' | 'DYNAMIC_DNS';

/** Which endpoints are preferred: those of the client's zone or node. */
export type TrafficDistribution = 'PreferSameZone' | 'PreferSameNode';

/** The address of a service that has none (Istio's marker). */
export const UNSPECIFIED_ADDRESS = '0.0.0.0';

export interface ServicePort {
  readonly name: string;
  readonly number: number;
  readonly protocol: Protocol;
  readonly targetPort?: number;
}

/** One host of a ServiceEntry at one of its addresses. Istio: hosts × addresses, each a service of its own. */
export interface Service {
  readonly hostname: string;
  readonly namespace: string;
  /** An IP, a CIDR, or {@link UNSPECIFIED_ADDRESS}. */
  readonly address: string;
  readonly ports: readonly ServicePort[];
  readonly resolution: Resolution;
  readonly meshExternal: boolean;
  /** As written; empty means the mesh's default. */
  readonly exportTo: readonly string[];
  readonly labels: Labels;
  /** Present when workloads are selected, even by an empty selector, which selects the whole namespace. */
  readonly selector?: Labels;
  readonly subjectAltNames: readonly string[];
  /**
   * What Istio's allocator in Kubernetes wrote into the status for this host. Nothing allocates outside Kubernetes. A
   * proxy that captures DNS uses these addresses for a service that has none.
   */
  readonly allocatedAddresses: readonly string[];
  /** Absent means as the namespace says, else anywhere. */
  readonly trafficDistribution?: TrafficDistribution;
  /** DNS services only: Envoy resolves both address families and takes whichever connects first. */
  readonly connectStrategy?: 'RACE_FIRST_TCP_CONNECT';
  readonly source: ServiceEntry;
}

export interface Locality {
  readonly region: string;
  readonly zone: string;
  readonly subZone: string;
}

/** Where a service answers: an inline endpoint, a selected WorkloadEntry, or the host itself. */
export interface Endpoint {
  readonly address: string;
  /** Port of the endpoint by the name of the service port. */
  readonly ports?: Readonly<Record<string, number>>;
  readonly labels: Labels;
  /** `region/zone/subzone` as written; groups endpoints. */
  readonly locality: string;
  readonly network?: string;
  /** 0 when not given. */
  readonly weight: number;
  readonly serviceAccount?: string;
  /** How its proxy is spoken to: `istio` is mutual TLS, `disabled` is plain text. A label may say something else. */
  readonly tlsMode: string;
  /** An unhealthy workload is selected, but does not serve. */
  readonly health: 'healthy' | 'unhealthy';
  readonly namespace: string;
  /** Name of the workload: the WorkloadEntry's, or `<service entry>-<index>` for an inline endpoint. */
  readonly workload: string;
  readonly source: ServiceEntry | WorkloadEntry;
}
