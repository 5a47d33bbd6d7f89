import { httpRetrySchema, schema } from '@xdsim/api';
import type { Infer } from '@xdsim/api';

const { any, duration, enumeration, list, message, string } = schema;

/** The fields that a translation reads. */
export const translatedFields = {
  rootNamespace: string,
  outboundTrafficPolicy: message({ mode: enumeration('ALLOW_ANY', 'REGISTRY_ONLY') }),
  connectTimeout: duration,
  dnsRefreshRate: duration,
  protocolDetectionTimeout: duration,
  defaultServiceExportTo: list(string),
  defaultVirtualServiceExportTo: list(string),
  defaultDestinationRuleExportTo: list(string),
  defaultHttpRetryPolicy: httpRetrySchema,
} as const;

/** Istio's other fields: known, so that a misspelt one is told from one that has no effect here. */
const otherFields = [
  'accessLogEncoding',
  'accessLogFile',
  'accessLogFormat',
  'ca',
  'caCertificates',
  'certificates',
  'configSources',
  'defaultConfig',
  'defaultProviders',
  'defaultTrafficPolicy',
  'disableEnvoyListenerLog',
  'discoverySelectors',
  'enableAutoMtls',
  'enableEnvoyAccessLogService',
  'enablePrometheusMerge',
  'enableTracing',
  'extensionProviders',
  'h2UpgradePolicy',
  'hboneIdleTimeout',
  'inboundClusterStatName',
  'inboundTrafficPolicy',
  'ingressClass',
  'ingressControllerMode',
  'ingressSelector',
  'ingressService',
  'localityLbSetting',
  'meshMTLS',
  'outboundClusterStatName',
  'pathNormalization',
  'proxyHttpPort',
  'proxyInboundListenPort',
  'proxyListenPort',
  'serviceScopeConfigs',
  'serviceSettings',
  'tcpKeepalive',
  'tlsDefaults',
  'trustDomain',
  'trustDomainAliases',
  'verifyCertificateAtClient',
] as const;

export const meshConfigSchema = message({
  ...translatedFields,
  ...Object.fromEntries(otherFields.map((name) => [name, any])),
});

/** What a mesh configuration may say, each field of {@link translatedFields} as its schema has it. */
export type WrittenMeshConfig = Infer<ReturnType<typeof message<typeof translatedFields>>>;
