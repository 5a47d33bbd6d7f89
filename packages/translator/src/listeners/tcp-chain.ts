import type { Filter, FilterChain, FilterChainMatch, TcpProxy } from '@xdsim/envoy';
import { isTls } from '@xdsim/registry';
import type { Service, ServicePort } from '@xdsim/registry';
import { clusterName } from '../clusters/cluster-name.js';
import { dnsCache } from '../clusters/dynamic-forward.js';
import type { Context } from '../context.js';
import { tunneling } from '../policy/tunneling.js';
import { duration } from '../seconds.js';

/** Where one TCP or TLS service's connections are told from others', and where they go. */
export interface TcpChain {
  readonly service: Service;
  readonly port: ServicePort;
  /** Empty: any name, or no TLS at all. */
  readonly serverNames: readonly string[];
  /** Empty: any address. */
  readonly cidrs: readonly string[];
}

/** Istio: as long as a proxy may take to finish a handshake on an outbound chain. */
export const HANDSHAKE_TIMEOUT = { transport_socket_connect_timeout: '15s' } as const;

export const tcpProxy = (cluster: string, fields: Partial<TcpProxy> = {}): Filter => ({
  name: 'envoy.filters.network.tcp_proxy',
  typed_config: {
    '@type': 'type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy',
    stat_prefix: cluster,
    cluster,
    ...fields,
  },
});

/** Without iptables a TLS service that does not resolve goes where the SNI says. */
const forwardsBySni = (context: Context, service: Service, port: ServicePort): boolean =>
  context.interception === 'none' && isTls(port.protocol) && service.resolution === 'NONE';

/** Resolves the SNI, for a cluster that forwards by name. */
export const sniForward = (context: Context, port: number): Filter => ({
  name: 'envoy.filters.network.sni_dynamic_forward_proxy',
  typed_config: {
    '@type': 'type.googleapis.com/envoy.extensions.filters.network.sni_dynamic_forward_proxy.v3.FilterConfig',
    port_value: port,
    dns_cache_config: dnsCache(context),
  },
});

/** The filters that carry a service's connections. Istio reads the rule's own policy here, not that of a port. */
export function tcpFilters(context: Context, { service, port }: TcpChain): Filter[] {
  const cluster = clusterName(port.number, service.hostname);
  const rule = context.scope.destinationRules.for(service);
  const policy = rule?.trafficPolicy;
  const idle = duration(policy?.connectionPool?.tcp?.idleTimeout);
  const lifetime = duration(policy?.connectionPool?.tcp?.maxConnectionDuration);
  const proxy = tcpProxy(cluster, {
    ...(idle ? { idle_timeout: idle } : {}),
    ...(lifetime ? { max_downstream_connection_duration: lifetime } : {}),
    ...(policy?.loadBalancer?.consistentHash?.useSourceIp ? { hash_policy: [{ source_ip: {} }] } : {}),
    ...tunneling(rule),
  });
  if (forwardsBySni(context, service, port))
    return [sniForward(context, port.targetPort ?? port.number), proxy];
  if (port.protocol !== 'Mongo') return [proxy];
  return [
    {
      name: 'envoy.filters.network.mongo_proxy',
      typed_config: {
        '@type': 'type.googleapis.com/envoy.extensions.filters.network.mongo_proxy.v3.MongoProxy',
        stat_prefix: cluster,
      },
    },
    proxy,
  ];
}

export const matchesAll = (chain: TcpChain): boolean =>
  chain.serverNames.length === 0 && chain.cidrs.length === 0;

/** Two chains that Envoy could not tell apart. */
export const sameMatch = (a: TcpChain, b: TcpChain): boolean =>
  String(a.serverNames) === String(b.serverNames) && String(a.cidrs) === String(b.cidrs);

function match({ serverNames, cidrs }: TcpChain): FilterChainMatch {
  return {
    ...(cidrs.length
      ? {
          prefix_ranges: cidrs.map((cidr) => {
            const [address_prefix = '', length] = cidr.split('/');
            return { address_prefix, prefix_len: Number(length) };
          }),
        }
      : {}),
    ...(serverNames.length ? { server_names: [...serverNames] } : {}),
  };
}

export const tcpFilterChain = (context: Context, chain: TcpChain): FilterChain => ({
  ...(matchesAll(chain) ? {} : { filter_chain_match: match(chain) }),
  filters: tcpFilters(context, chain),
  ...HANDSHAKE_TIMEOUT,
});
