import { schema, specSchemas } from '@xdsim/api';
import type { Infer } from '@xdsim/api';

const { any, duration, enumeration, list, message, string, uint32 } = schema;
/** What the mesh may set for all services is written as a DestinationRule writes it for one. */
const { connectionPool, loadBalancer, outlierDetection } =
  specSchemas.DestinationRule.fields.trafficPolicy.fields;

/** The fields that a translation reads. */
export const translatedFields = {
  rootNamespace: string,
  trustDomain: string,
  trustDomainAliases: list(string),
  outboundTrafficPolicy: message({
    mode: enumeration('ALLOW_ANY', 'REGISTRY_ONLY', 'ALLOW_ANY_DYNAMIC_DNS'),
  }),
  connectTimeout: duration,
  dnsRefreshRate: duration,
  protocolDetectionTimeout: duration,
  proxyListenPort: uint32,
  proxyInboundListenPort: uint32,
  proxyHttpPort: uint32,
  pathNormalization: message({
    normalization: enumeration('DEFAULT', 'NONE', 'BASE', 'MERGE_SLASHES', 'DECODE_AND_MERGE_SLASHES'),
  }),
  defaultServiceExportTo: list(string),
  defaultVirtualServiceExportTo: list(string),
  defaultDestinationRuleExportTo: list(string),
  defaultHttpRetryPolicy: specSchemas.VirtualService.fields.http.of.fields.retries,
  h2UpgradePolicy: enumeration('DO_NOT_UPGRADE', 'UPGRADE'),
  tcpKeepalive: connectionPool.fields.tcp.fields.tcpKeepalive,
  localityLbSetting: loadBalancer.fields.localityLbSetting,
  zoneAwareLbSetting: loadBalancer.fields.zoneAwareLbSetting,
  defaultTrafficPolicy: message({ connectionPool, outlierDetection }),
  accessLogFile: string,
  accessLogFormat: string,
  tlsDefaults: message({ ecdhCurves: list(string), cipherSuites: list(string) }),
} as const;

/** Istio's other fields: known, so that a misspelt one is told from one that has no effect here. */
const otherFields = [
  'accessLogEncoding',
  'ca',
  'caCertificates',
  'certificates',
  'configSources',
  'defaultConfig',
  'defaultProviders',
  'disableEnvoyListenerLog',
  'discoverySelectors',
  'enableAutoMtls',
  'enableEnvoyAccessLogService',
  'enablePrometheusMerge',
  'enableTracing',
  'extensionProviders',
  'hboneIdleTimeout',
  'inboundClusterStatName',
  'inboundTrafficPolicy',
  'ingressClass',
  'ingressControllerMode',
  'ingressSelector',
  'ingressService',
  'meshMTLS',
  'outboundClusterStatName',
  'serviceEntryVisibility',
  'serviceScopeConfigs',
  'serviceSettings',
  'verifyCertificateAtClient',
] as const;

export const meshConfigSchema = message({
  ...translatedFields,
  ...Object.fromEntries(otherFields.map((name) => [name, any])),
});

/** What a mesh configuration may say, each field of {@link translatedFields} as its schema has it. */
export type WrittenMeshConfig = Infer<ReturnType<typeof message<typeof translatedFields>>>;
