import type { Subset } from '@xdsim/api';
import { isWildcard } from '@xdsim/registry';
import type { Resolution, Service, ServicePort } from '@xdsim/registry';
import type { Interception } from '../proxy/proxy.js';
import type { EffectivePolicy } from '../policy/effective-policy.js';

/** Where a cluster's hosts come from. */
export type ClusterKind = 'EDS' | 'STRICT_DNS' | 'LOGICAL_DNS' | 'ORIGINAL_DST' | 'DYNAMIC_FORWARD';

export interface ClusterKinds {
  /** What decides whether there is a cluster, and which fields it has. */
  readonly made: ClusterKind;
  /** What it is in the end: a policy may send its traffic to the original destination. */
  readonly used: ClusterKind;
}

const kinds: Readonly<Record<Exclude<Resolution, 'ALIAS'>, ClusterKind>> = {
  NONE: 'ORIGINAL_DST',
  STATIC: 'EDS',
  DNS: 'STRICT_DNS',
  DNS_ROUND_ROBIN: 'LOGICAL_DNS',
  DYNAMIC_DNS: 'DYNAMIC_FORWARD',
};

/** A Service of Kubernetes whose pods are addressed each for itself. */
export const isHeadless = ({ registry, resolution }: Service): boolean =>
  registry === 'Kubernetes' && resolution === 'NONE';

const passesThrough = (policy: Pick<EffectivePolicy, 'loadBalancer'> | undefined): boolean =>
  policy?.loadBalancer?.simple === 'PASSTHROUGH';

/** Istio: a gRPC client without a proxy asks for all endpoints by EDS. */
export const proxylessKinds = ({ resolution }: Service): ClusterKinds | undefined =>
  resolution === 'ALIAS' ? undefined : { made: 'EDS', used: 'EDS' };

/** Istio: who is asked for by name can be forwarded to as HTTP, by its Host, and as TLS, by its SNI. */
const forwardable = new Set(['HTTP', 'HTTP2', 'GRPC', 'TLS']);

/**
 * By the service's resolution; `simple: PASSTHROUGH` sends any service to the original destination. Istio: a subset is
 * made as its service's cluster ended up, or for the original destination if its own policy, not that of a port, says
 * so. A service that is resolved as it is asked for has a cluster if it is a wildcard, and no subsets.
 */
export function clusterKinds(
  interception: Interception,
  service: Service,
  port: ServicePort,
  policies: { readonly main: EffectivePolicy; readonly own: EffectivePolicy },
  subset?: Subset,
): ClusterKinds | undefined {
  if (service.resolution === 'ALIAS') return undefined;
  // Istio gives gateways, to which nothing is redirected either, the pods of a headless service.
  const balanced = interception === 'none' && isHeadless(service);
  const byResolution = balanced ? 'EDS' : kinds[service.resolution];
  if (byResolution === 'DYNAMIC_FORWARD') {
    if (subset || !isWildcard(service.hostname) || !forwardable.has(port.protocol)) return undefined;
    return { made: byResolution, used: byResolution };
  }
  const made =
    subset && (passesThrough(policies.main) || passesThrough(subset.trafficPolicy))
      ? 'ORIGINAL_DST'
      : byResolution;
  return { made, used: passesThrough(policies.own) ? 'ORIGINAL_DST' : made };
}
