import type { ServicePort } from '@xdsim/registry';
import type { EffectivePolicy } from '../policy/effective-policy.js';

/**
 * Whether a port gets a cluster at all. UDP never does (Istio); nor does one that asks for ISTIO_MUTUAL, since no
 * certificates are handed out: plain text in its place would betray the one who wrote it.
 */
export const isOfferable = (port: ServicePort, policy: EffectivePolicy): boolean =>
  port.protocol !== 'UDP' && policy.tls?.mode !== 'ISTIO_MUTUAL';
