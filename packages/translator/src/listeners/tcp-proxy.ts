import type { Filter, TcpProxy } from '@xdsim/envoy';
import type { MergedRule, Protocol } from '@xdsim/registry';
import type { Context } from '../context.js';
import { tunneling } from '../policy/tunneling.js';
import { duration } from '../seconds.js';
import { accessLog } from './access-log.js';

/** Carries bytes to one cluster. */
export const tcpProxy = (cluster: string, fields: Partial<TcpProxy> = {}): Filter => ({
  name: 'envoy.filters.network.tcp_proxy',
  typed_config: {
    '@type': 'type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy',
    stat_prefix: cluster,
    cluster,
    ...fields,
  },
});

/** Carries each connection to one of several clusters. */
export const weightedTcpProxy = (
  statPrefix: string,
  clusters: readonly { readonly name: string; readonly weight: number }[],
  fields: Partial<TcpProxy>,
): Filter => ({
  name: 'envoy.filters.network.tcp_proxy',
  typed_config: {
    '@type': 'type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy',
    stat_prefix: statPrefix,
    weighted_clusters: { clusters: [...clusters] },
    ...fields,
  },
});

/** Istio: a subset that says how it is balanced says it alone; otherwise the rule does. Ports do not matter here. */
function hashesBySource(rule: MergedRule | undefined, subset: string | undefined): boolean {
  const own = rule?.subsets.find((s) => s.name === subset)?.trafficPolicy?.loadBalancer;
  const balancer = own ?? rule?.trafficPolicy?.loadBalancer;
  return Boolean(balancer?.consistentHash?.useSourceIp);
}

/** Istio: what the destination's rule says of TCP connections, read from the rule itself, not from its ports. */
export function tcpSettings(context: Context, rule?: MergedRule, subset?: string): Partial<TcpProxy> {
  const tcp = rule?.trafficPolicy?.connectionPool?.tcp;
  const idle = duration(tcp?.idleTimeout) ?? context.proxy.idleTimeout;
  const lifetime = duration(tcp?.maxConnectionDuration);
  return {
    ...(idle ? { idle_timeout: idle } : {}),
    ...(lifetime ? { max_downstream_connection_duration: lifetime } : {}),
    ...(hashesBySource(rule, subset) ? { hash_policy: [{ source_ip: {} }] } : {}),
    ...tunneling(rule, subset),
    ...accessLog(context),
  };
}

/** Filters of the protocol itself, before the one that carries it. */
export const withProtocolFilters = (protocol: Protocol, statPrefix: string, carrier: Filter): Filter[] =>
  protocol === 'Mongo'
    ? [
        {
          name: 'envoy.filters.network.mongo_proxy',
          typed_config: {
            '@type': 'type.googleapis.com/envoy.extensions.filters.network.mongo_proxy.v3.MongoProxy',
            stat_prefix: statPrefix,
          },
        },
        carrier,
      ]
    : [carrier];
