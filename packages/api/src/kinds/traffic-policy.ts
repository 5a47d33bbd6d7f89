import {
  bool,
  double,
  duration,
  enumeration,
  type Infer,
  int32,
  list,
  map,
  message,
  required,
  string,
  uint32,
  uint64,
} from '../schema/schema.js';

const httpCookie = message({
  name: required(string),
  path: string,
  ttl: duration,
  attributes: list(message({ name: string, value: string })),
});

export const consistentHash = message(
  {
    httpHeaderName: string,
    httpCookie,
    useSourceIp: bool,
    httpQueryParameterName: string,
    ringHash: message({ minimumRingSize: uint64 }),
    maglev: message({ tableSize: uint64 }),
    /** Deprecated in favour of `ringHash.minimumRingSize`. */
    minimumRingSize: uint64,
  },
  {
    oneOf: [
      ['httpHeaderName', 'httpCookie', 'useSourceIp', 'httpQueryParameterName'],
      ['ringHash', 'maglev'],
    ],
  },
);

const failover = list(message({ from: string, to: string }));

export const localityLbSetting = message({
  distribute: list(message({ from: string, to: map(uint32) })),
  failover,
  failoverPriority: list(string),
  enabled: bool,
});

export const zoneAwareLbSetting = message({
  enabled: bool,
  failover,
  failoverPriority: list(string),
  minClusterSize: uint32,
});

export const loadBalancer = message(
  {
    simple: enumeration('UNSPECIFIED', 'LEAST_CONN', 'RANDOM', 'PASSTHROUGH', 'ROUND_ROBIN', 'LEAST_REQUEST'),
    consistentHash,
    localityLbSetting,
    zoneAwareLbSetting,
    /** Deprecated in favour of `warmup.duration`. */
    warmupDurationSecs: duration,
    warmup: message({ duration, minimumPercent: double, aggression: double }),
  },
  { oneOf: [['simple', 'consistentHash']] },
);

export const connectionPool = message({
  tcp: message({
    maxConnections: int32,
    connectTimeout: duration,
    tcpKeepalive: message({ probes: uint32, time: duration, interval: duration }),
    maxConnectionDuration: duration,
    idleTimeout: duration,
  }),
  http: message({
    http1MaxPendingRequests: int32,
    http2MaxRequests: int32,
    maxRequestsPerConnection: int32,
    maxRetries: int32,
    idleTimeout: duration,
    h2UpgradePolicy: enumeration('DEFAULT', 'DO_NOT_UPGRADE', 'UPGRADE'),
    useClientProtocol: bool,
    maxConcurrentStreams: int32,
    http2KeepAlive: message({ interval: duration, timeout: duration }),
  }),
});

export const outlierDetection = message({
  /** Deprecated, and without effect: `consecutive5xxErrors` and `consecutiveGatewayErrors` took its place. */
  consecutiveErrors: int32,
  splitExternalLocalOriginErrors: bool,
  consecutiveLocalOriginFailures: uint32,
  consecutiveGatewayErrors: uint32,
  consecutive5xxErrors: uint32,
  interval: duration,
  baseEjectionTime: duration,
  maxEjectionPercent: int32,
  minHealthPercent: int32,
});

export const clientTls = message({
  mode: enumeration('DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL'),
  clientCertificate: string,
  privateKey: string,
  caCertificates: string,
  caCrl: string,
  credentialName: string,
  subjectAltNames: list(string),
  sni: string,
  insecureSkipVerify: bool,
});

export const portTrafficPolicy = message({
  port: message({ number: uint32 }),
  loadBalancer,
  connectionPool,
  outlierDetection,
  tls: clientTls,
});

/** What happens to traffic after routing has picked a host; of a DestinationRule or of one of its subsets. */
export const trafficPolicy = message({
  loadBalancer,
  connectionPool,
  outlierDetection,
  tls: clientTls,
  portLevelSettings: list(portTrafficPolicy),
  tunnel: message({ protocol: string, targetHost: required(string), targetPort: required(uint32) }),
  proxyProtocol: message({ version: enumeration('V1', 'V2') }),
  retryBudget: message({ percent: double, minRetryConcurrency: uint32, budgetInterval: duration }),
});

export interface TrafficPolicy extends Infer<typeof trafficPolicy> {}
export interface PortTrafficPolicy extends Infer<typeof portTrafficPolicy> {}
export interface LoadBalancerSettings extends Infer<typeof loadBalancer> {}
export interface ConsistentHashLb extends Infer<typeof consistentHash> {}
export interface LocalityLbSetting extends Infer<typeof localityLbSetting> {}
export interface ZoneAwareLbSetting extends Infer<typeof zoneAwareLbSetting> {}
export interface ConnectionPoolSettings extends Infer<typeof connectionPool> {}
export interface OutlierDetection extends Infer<typeof outlierDetection> {}
export interface ClientTlsSettings extends Infer<typeof clientTls> {}
