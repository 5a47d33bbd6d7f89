import type {
  ConnectionPoolSettings,
  HttpRetry,
  LocalityLbSetting,
  TrafficPolicy,
  ZoneAwareLbSetting,
} from '@xdsim/api';

export type TcpKeepalive = NonNullable<NonNullable<ConnectionPoolSettings['tcp']>['tcpKeepalive']>;

/** The part of Istio's MeshConfig that changes a translation. Durations are Envoy's, in seconds (`10s`). */
export interface MeshConfig {
  readonly rootNamespace: string;
  readonly trustDomain: string;
  readonly trustDomainAliases: readonly string[];
  readonly outboundTrafficPolicy: {
    readonly mode: 'ALLOW_ANY' | 'REGISTRY_ONLY' | 'ALLOW_ANY_DYNAMIC_DNS';
  };
  readonly connectTimeout: string;
  readonly dnsRefreshRate: string;
  readonly protocolDetectionTimeout: string;
  /** Where iptables sends what a workload sends; 0 stands for no listeners at all. */
  readonly proxyListenPort: number;
  /** Where iptables sends what a workload is sent. */
  readonly proxyInboundListenPort: number;
  /** The port of a generic HTTP proxy in each proxy; 0 stands for none. */
  readonly proxyHttpPort: number;
  /** How paths are made canonical before routes are matched. */
  readonly pathNormalization: {
    readonly normalization?: 'DEFAULT' | 'NONE' | 'BASE' | 'MERGE_SLASHES' | 'DECODE_AND_MERGE_SLASHES';
  };
  readonly defaultServiceExportTo: readonly string[];
  readonly defaultVirtualServiceExportTo: readonly string[];
  readonly defaultDestinationRuleExportTo: readonly string[];
  /** Of routes that say nothing of retries. */
  readonly defaultHttpRetryPolicy?: HttpRetry;
  /** Whether HTTP ports are spoken to in HTTP/2 where no rule says otherwise. */
  readonly h2UpgradePolicy: 'DO_NOT_UPGRADE' | 'UPGRADE';
  /** As written: what a rule says about a connection's keepalive replaces it field by field. */
  readonly tcpKeepalive?: TcpKeepalive;
  /** Holds where no rule says otherwise; on unless `enabled` is false. */
  readonly localityLbSetting?: LocalityLbSetting;
  /** Takes the place of `localityLbSetting` where it is there (Istio). */
  readonly zoneAwareLbSetting?: ZoneAwareLbSetting;
  /** Whole blocks that stand in where a rule has none. */
  readonly defaultTrafficPolicy?: Pick<TrafficPolicy, 'connectionPool' | 'outlierDetection'>;
  /** Where proxies write a line for each request and connection: `/dev/stdout`. They write none unless given. */
  readonly accessLogFile?: string;
  /** What such a line holds, in Envoy's words; Istio's own unless given. */
  readonly accessLogFormat?: string;
  /** For TLS towards services that a rule asks for. */
  readonly tlsDefaults?: {
    readonly ecdhCurves?: readonly string[];
    readonly cipherSuites?: readonly string[];
  };
}

/** Istio's defaults. */
export const defaultMeshConfig: MeshConfig = {
  rootNamespace: 'istio-system',
  trustDomain: 'cluster.local',
  trustDomainAliases: [],
  outboundTrafficPolicy: { mode: 'ALLOW_ANY' },
  connectTimeout: '10s',
  dnsRefreshRate: '60s',
  protocolDetectionTimeout: '0s',
  proxyListenPort: 15001,
  proxyInboundListenPort: 15006,
  proxyHttpPort: 0,
  pathNormalization: {},
  defaultServiceExportTo: ['*'],
  defaultVirtualServiceExportTo: ['*'],
  defaultDestinationRuleExportTo: ['*'],
  h2UpgradePolicy: 'DO_NOT_UPGRADE',
  localityLbSetting: { enabled: true },
};
