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
  readonly outboundTrafficPolicy: { readonly mode: 'ALLOW_ANY' | 'REGISTRY_ONLY' };
  readonly connectTimeout: string;
  readonly dnsRefreshRate: string;
  readonly protocolDetectionTimeout: string;
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
  defaultServiceExportTo: ['*'],
  defaultVirtualServiceExportTo: ['*'],
  defaultDestinationRuleExportTo: ['*'],
  h2UpgradePolicy: 'DO_NOT_UPGRADE',
  localityLbSetting: { enabled: true },
};
