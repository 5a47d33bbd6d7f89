import type { HttpRetry } from '@xdsim/api';

/** The part of Istio's MeshConfig that changes a translation. Durations are Envoy's, in seconds (`10s`). */
export interface MeshConfig {
  readonly rootNamespace: string;
  readonly outboundTrafficPolicy: { readonly mode: 'ALLOW_ANY' | 'REGISTRY_ONLY' };
  readonly connectTimeout: string;
  readonly dnsRefreshRate: string;
  readonly protocolDetectionTimeout: string;
  readonly defaultServiceExportTo: readonly string[];
  readonly defaultVirtualServiceExportTo: readonly string[];
  readonly defaultDestinationRuleExportTo: readonly string[];
  /** Of routes that say nothing of retries. */
  readonly defaultHttpRetryPolicy?: HttpRetry;
}

/** Istio's defaults. */
export const defaultMeshConfig: MeshConfig = {
  rootNamespace: 'istio-system',
  outboundTrafficPolicy: { mode: 'ALLOW_ANY' },
  connectTimeout: '10s',
  dnsRefreshRate: '60s',
  protocolDetectionTimeout: '0s',
  defaultServiceExportTo: ['*'],
  defaultVirtualServiceExportTo: ['*'],
  defaultDestinationRuleExportTo: ['*'],
};
