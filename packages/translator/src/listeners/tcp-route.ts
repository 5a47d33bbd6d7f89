import type { VirtualService } from '@xdsim/api';
import type { DnsCacheConfig, Filter } from '@xdsim/envoy';
import { isTls, resolveShortName } from '@xdsim/registry';
import type { Service } from '@xdsim/registry';
import { isHeadless } from '../clusters/cluster-kind.js';
import { clusterName } from '../clusters/cluster-name.js';
import { dnsCache, dnsCacheOf } from '../clusters/dynamic-forward.js';
import type { Context } from '../context.js';
import type { EgressPort } from '../scope/egress-filter.js';
import type { ImportedService } from '../scope/imported-service.js';
import { tcpProxy, tcpSettings, weightedTcpProxy, withProtocolFilters } from './tcp-proxy.js';

type Layer4Route = NonNullable<VirtualService['spec']['tcp']>[number];
type RouteDestination = NonNullable<Layer4Route['route']>[number];

interface Target {
  readonly cluster: string;
  readonly number: number;
  readonly weight: number;
  readonly subset: string | undefined;
  readonly service: Service | undefined;
}

/**
 * Istio: a destination without a port means the service's only one, else the listener's. An alias means the very host that
 * it names, be that another alias; the rule that holds is that of the alias.
 */
function target(
  { scope }: Context,
  { destination, weight = 0 }: RouteDestination,
  namespace: string,
  listenPort: number,
): Target {
  const host = resolveShortName(destination?.host ?? '', namespace);
  const found = scope.service(host);
  const only = found?.ports.length === 1 ? found.ports[0]?.number : undefined;
  const number = destination?.port?.number ?? only ?? listenPort;
  const subset = destination?.subset;
  const cluster = clusterName(number, found?.service.externalName ?? host, subset);
  return { cluster, number, weight, subset, service: found?.service };
}

/** Resolves the SNI, for a cluster that forwards by name: they share the cache. */
export const sniForward = (port: number, cache: DnsCacheConfig): Filter => ({
  name: 'envoy.filters.network.sni_dynamic_forward_proxy',
  typed_config: {
    '@type': 'type.googleapis.com/envoy.extensions.filters.network.sni_dynamic_forward_proxy.v3.FilterConfig',
    port_value: port,
    dns_cache_config: cache,
  },
});

/**
 * TLS to a service that is resolved as it is asked for goes where the SNI says; without iptables, so does that to one that
 * does not resolve.
 */
function byName(
  context: Context,
  { protocol }: EgressPort,
  service: Service | undefined,
  number: number,
): readonly Filter[] {
  if (!service || !isTls(protocol)) return [];
  if (service.resolution === 'DYNAMIC_DNS') return [sniForward(number, dnsCacheOf(context, service))];
  const unresolved = context.interception === 'none' && service.resolution === 'NONE' && !isHeadless(service);
  return unresolved ? [sniForward(number, dnsCache(context))] : [];
}

/** The filters that carry connections where a route of a VirtualService says. */
export function routeFilters(
  context: Context,
  { route = [] }: Layer4Route,
  { metadata }: VirtualService,
  port: EgressPort,
): Filter[] {
  const targets = route.map((r) => target(context, r, metadata.namespace, port.number));
  const [first] = targets;
  if (!first) return [];
  const rule = first.service && context.scope.destinationRules.for(first.service);
  // A connection has one filter for this: of several destinations that are known by name the first decides.
  const [name = []] = targets.map((t) => byName(context, port, t.service, t.number)).filter((f) => f.length);
  if (targets.length === 1) {
    const carrier = tcpProxy(first.cluster, tcpSettings(context, rule, first.subset));
    return [...name, ...withProtocolFilters(port.protocol, first.cluster, carrier)];
  }
  const clusters = targets.filter((t) => t.weight > 0).map((t) => ({ name: t.cluster, weight: t.weight }));
  const statPrefix = `${metadata.name}.${metadata.namespace}`;
  const carrier = weightedTcpProxy(statPrefix, clusters, tcpSettings(context, rule));
  return [...name, ...withProtocolFilters(port.protocol, statPrefix, carrier)];
}

/** The filters that carry connections to the service that they were meant for. */
export function serviceFilters(
  context: Context,
  { service, ports }: ImportedService,
  port: EgressPort,
): Filter[] {
  // Istio: a Sidecar may listen at a port that the service does not have, and means its only one.
  const [only] = ports;
  const number = ports.length === 1 && only ? only.number : port.number;
  const cluster = clusterName(number, service.hostname);
  const rule = context.scope.destinationRules.for(service);
  const carrier = tcpProxy(cluster, tcpSettings(context, rule));
  const target = ports.find((p) => p.number === number)?.targetPort ?? number;
  return [...byName(context, port, service, target), ...withProtocolFilters(port.protocol, cluster, carrier)];
}
