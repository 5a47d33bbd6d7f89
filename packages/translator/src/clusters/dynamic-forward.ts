import type { Context } from '../context.js';
import { dnsResolution } from './dns.js';

/**
 * The DNS cache that the forwarding filters and their clusters share: Envoy asks that all name the same settings. The
 * name is Istio's.
 */
export const dnsCache = (context: Context) =>
  ({ name: 'allow_any_dfp_dns_cache', ...dnsResolution(context) }) as const;

/** What makes a cluster forward by name: to the Host of HTTP, to the SNI of TLS. */
export const forwardsByName = (context: Context) =>
  ({
    lb_policy: 'CLUSTER_PROVIDED',
    cluster_type: {
      name: 'envoy.clusters.dynamic_forward_proxy',
      typed_config: {
        '@type': 'type.googleapis.com/envoy.extensions.clusters.dynamic_forward_proxy.v3.ClusterConfig',
        dns_cache_config: dnsCache(context),
      },
    },
  }) as const;
