import type { DnsCacheConfig, HttpProtocolOptions } from '@xdsim/envoy';
import type { Service } from '@xdsim/registry';
import type { Context } from '../context.js';
import { dnsResolution, dnsResolver, lookupFamily } from './dns.js';

/**
 * The DNS cache that the forwarding filters and their clusters share: Envoy asks that all name the same settings. The
 * name is Istio's.
 */
export const dnsCache = (context: Context): DnsCacheConfig => ({
  name: 'allow_any_dfp_dns_cache',
  ...dnsResolution(context),
});

/**
 * The DNS cache of a service that is resolved as it is asked for (DYNAMIC_DNS), for its cluster and for the filters of
 * its listeners. The name is Istio's. Without interception all share one, as a listener can have one filter only.
 */
export const dnsCacheOf = (context: Context, { hostname }: Service): DnsCacheConfig =>
  context.interception === 'none'
    ? dnsCache(context)
    : {
        name: `${hostname}_dfp_dns_cache`,
        dns_lookup_family: lookupFamily(context),
        ...(context.dnsResolver ? dnsResolver(context) : {}),
      };

/** Envoy wants to be told when a cluster with options for HTTP does not check that what answers is what was asked for. */
const isUnchecked = (options: HttpProtocolOptions | undefined): boolean => {
  const { auto_sni, auto_san_validation } = options?.upstream_http_protocol_options ?? {};
  return options !== undefined && !(auto_sni && auto_san_validation);
};

/** What makes a cluster forward by name: to the Host of HTTP, to the SNI of TLS. */
export const forwardsByName = (cache: DnsCacheConfig, options: HttpProtocolOptions | undefined) =>
  ({
    lb_policy: 'CLUSTER_PROVIDED',
    cluster_type: {
      name: 'envoy.clusters.dynamic_forward_proxy',
      typed_config: {
        '@type': 'type.googleapis.com/envoy.extensions.clusters.dynamic_forward_proxy.v3.ClusterConfig',
        dns_cache_config: cache,
        ...(isUnchecked(options) ? { allow_insecure_cluster_options: true } : {}),
      },
    },
  }) as const;
