import type { VirtualService } from '@xdsim/api';
import type { Filter } from '@xdsim/envoy';
import { isTls, resolveShortName } from '@xdsim/registry';
import type { Service } from '@xdsim/registry';
import { isHeadless } from '../clusters/cluster-kind.js';
import { clusterName } from '../clusters/cluster-name.js';
import { dnsCache } from '../clusters/dynamic-forward.js';
import type { Context } from '../context.js';
import type { EgressPort } from '../scope/egress-listener.js';
import type { ImportedService } from '../scope/imported-service.js';
import { tcpProxy, tcpSettings, weightedTcpProxy, withProtocolFilters } from './tcp-proxy.js';

type Layer4Route = NonNullable<VirtualService['spec']['tcp']>[number];
type RouteDestination = NonNullable<Layer4Route['route']>[number];

interface Target {
  readonly cluster: string;
  readonly weight: number;
  readonly subset: string | undefined;
  readonly service: Service | undefined;
}

/** Istio: a destination without a port means the service's only one, else the listener's. */
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
  return { cluster: clusterName(number, host, subset), weight, subset, service: found?.service };
}

/** Resolves the SNI, for a cluster that forwards by name. */
export const sniForward = (context: Context, port: number): Filter => ({
  name: 'envoy.filters.network.sni_dynamic_forward_proxy',
  typed_config: {
    '@type': 'type.googleapis.com/envoy.extensions.filters.network.sni_dynamic_forward_proxy.v3.FilterConfig',
    port_value: port,
    dns_cache_config: dnsCache(context),
  },
});

/** Without iptables a TLS service that does not resolve goes where the SNI says. */
const forwardsBySni = (context: Context, port: EgressPort, service: Service | undefined): boolean =>
  context.interception === 'none' &&
  isTls(port.protocol) &&
  service?.resolution === 'NONE' &&
  !isHeadless(service);

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
  const byName = targets.some((t) => forwardsBySni(context, port, t.service));
  const name = byName ? [sniForward(context, port.number)] : [];
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
  const name = forwardsBySni(context, port, service) ? [sniForward(context, target)] : [];
  return [...name, ...withProtocolFilters(port.protocol, cluster, carrier)];
}
