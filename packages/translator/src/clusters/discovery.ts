import type { Subset } from '@xdsim/api';
import type { Cluster, HttpProtocolOptions } from '@xdsim/envoy';
import type { Service, ServicePort } from '@xdsim/registry';
import type { Context } from '../context.js';
import { endpointsBehind } from '../endpoints/endpoints-behind.js';
import { localityEndpoints } from '../endpoints/locality-endpoints.js';
import type { EffectivePolicy } from '../policy/effective-policy.js';
import type { ClusterKinds } from './cluster-kind.js';
import { dnsFields } from './dns.js';
import { dnsCache, dnsCacheOf, forwardsByName } from './dynamic-forward.js';
import { loadBalancing } from './load-balancing.js';

/** What of a service a cluster is for. */
export interface ClusterTarget {
  readonly name: string;
  readonly service: Service;
  readonly port: ServicePort;
  readonly subset: Subset | undefined;
  readonly kinds: ClusterKinds;
  readonly policy: EffectivePolicy;
}

type Options = HttpProtocolOptions | undefined;

function originalDestination(
  context: Context,
  { service, port, kinds }: ClusterTarget,
  options: Options,
): Partial<Cluster> {
  if (context.interception === 'none') return forwardsByName(dnsCache(context), options);
  const override =
    kinds.made === 'ORIGINAL_DST' &&
    service.resolution === 'NONE' &&
    service.registry === 'External' &&
    port.targetPort;
  return {
    type: 'ORIGINAL_DST',
    lb_policy: 'CLUSTER_PROVIDED',
    ...(override ? { original_dst_lb_config: { upstream_port_override: override } } : {}),
    // Istio: a cluster that was made to resolve keeps what it said of it.
    ...(kinds.made === 'STRICT_DNS' || kinds.made === 'LOGICAL_DNS' ? dnsFields(context) : {}),
  };
}

function resolved(context: Context, target: ClusterTarget, options: Options): Partial<Cluster> | undefined {
  const { name, service, port, subset, kinds, policy } = target;
  const placed = endpointsBehind(context, service, port, subset?.labels);
  // Istio: a DNS service without endpoints has no cluster, though its routes and listeners are there.
  if (placed.length === 0) return undefined;
  if (kinds.used === 'ORIGINAL_DST') return originalDestination(context, target, options);
  // Istio: to race the addresses of a name, Envoy resolves it to all of them as one host; of which it takes one only.
  const races = service.connectStrategy !== undefined && placed.length === 1;
  return {
    type: races || kinds.used === 'LOGICAL_DNS' ? 'LOGICAL_DNS' : 'STRICT_DNS',
    ...dnsFields(context),
    ...(races ? { dns_lookup_family: 'ALL' } : {}),
    load_assignment: {
      cluster_name: name,
      endpoints: localityEndpoints(context, service, policy, placed),
    },
    ...loadBalancing(policy.loadBalancer),
  };
}

/** Where the hosts come from, with the load balancing that goes with it; `undefined` when there is no cluster. */
export function discovery(
  context: Context,
  target: ClusterTarget,
  options: Options,
): Partial<Cluster> | undefined {
  switch (target.kinds.made) {
    case 'STRICT_DNS':
    case 'LOGICAL_DNS':
      return resolved(context, target, options);
    case 'DYNAMIC_FORWARD':
      return forwardsByName(dnsCacheOf(context, target.service), options);
    case 'ORIGINAL_DST':
      return originalDestination(context, target, options);
    case 'EDS':
      break;
  }
  if (target.kinds.used === 'ORIGINAL_DST') return originalDestination(context, target, options);
  return {
    type: 'EDS',
    eds_cluster_config: {
      eds_config: { ads: {}, initial_fetch_timeout: '0s', resource_api_version: 'V3' },
      service_name: target.name,
    },
    ...loadBalancing(target.policy.loadBalancer),
  };
}
