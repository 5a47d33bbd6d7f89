import type {
  EndpointSlice,
  Labels,
  Pod,
  Service as KubernetesService,
  ServiceEntry,
  WorkloadEntry,
} from '@xdsim/api';
import type { Protocol } from './protocol.js';

/** As ServiceEntries spell it; `ALIAS` is another name of the service `externalName`. */
export type Resolution = 'NONE' | 'STATIC' | 'DNS' | 'DNS_ROUND_ROBIN' | 'DYNAMIC_DNS' | 'ALIAS';

/** Which endpoints are preferred: those of the client's zone or node. */
export type TrafficDistribution = 'PreferSameZone' | 'PreferSameNode';

/** The address of a service that has none (Istio's marker). */
export const UNSPECIFIED_ADDRESS = '0.0.0.0';

export interface ServicePort {
  readonly name: string;
  readonly number: number;
  readonly protocol: Protocol;
  readonly targetPort?: number;
  /** Kubernetes: the workload's port of this name. */
  readonly targetPortName?: string;
}

/**
 * A Service of Kubernetes, or one host of a ServiceEntry at one of its addresses (Istio: hosts × addresses, each a
 * service of its own).
 */
export interface Service {
  /** Whom Istio would have it from. Of two services of one host in one namespace that of Kubernetes counts alone. */
  readonly registry: 'Kubernetes' | 'External';
  readonly hostname: string;
  readonly namespace: string;
  /** An IP, a CIDR, or {@link UNSPECIFIED_ADDRESS}. */
  readonly address: string;
  /** Kubernetes: both addresses of a service of two families, the first of which is its `address`. */
  readonly addresses?: readonly string[];
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
  /** The host that an `ALIAS` is another name of. */
  readonly externalName?: string;
  /** Kubernetes: `internalTrafficPolicy: Local`, only endpoints on the client's node serve. */
  readonly nodeLocal?: boolean;
  readonly source: ServiceEntry | KubernetesService;
}

export interface Locality {
  readonly region: string;
  readonly zone: string;
  readonly subZone: string;
}

/** Where a service answers: an inline endpoint, a selected workload, one of an EndpointSlice, or the host itself. */
export interface Endpoint {
  readonly address: string;
  /** Port of the endpoint by the name of the service port. */
  readonly ports?: Readonly<Record<string, number>>;
  /** Whether it serves no port but those. */
  readonly onlyPorts?: boolean;
  readonly labels: Labels;
  /** `region/zone/subzone` as written; groups endpoints. */
  readonly locality: string;
  readonly network?: string;
  /** 0 when not given. */
  readonly weight: number;
  readonly serviceAccount?: string;
  /** How its proxy is spoken to: `istio` is mutual TLS, `disabled` is plain text. A label may say something else. */
  readonly tlsMode: string;
  /**
   * An unhealthy workload does not serve a ServiceEntry. Kubernetes' own are sent to proxies with their health, but for
   * those that are `terminating`; one that is `draining` serves its present sessions.
   */
  readonly health: 'healthy' | 'unhealthy' | 'draining' | 'terminating';
  readonly namespace: string;
  /** Name of the workload: the object's that stands for it, or `<service entry>-<index>` for an inline endpoint. */
  readonly workload: string;
  /** Kubernetes: the node that it runs on. */
  readonly node?: string;
  readonly source: ServiceEntry | WorkloadEntry | Pod | EndpointSlice;
  /** What is known of the workload behind an EndpointSlice's address. */
  readonly pod?: Pod;
}
