import type { AnyObject } from '@xdsim/api';
import type { RouteConfiguration, VirtualHost } from '@xdsim/envoy';
import type { Service } from '@xdsim/registry';
import type { Context } from '../context.js';
import { tracked } from '../incremental/tracked.js';
import { catchAll } from './catch-all.js';
import { defaultRoute } from './default-route.js';
import { serviceDomains } from './domains.js';
import { hasOwnRoute, isHttpOrSniffed, servicesByHttpPort } from './port-services.js';
import { assignVirtualServices } from './virtual-service-hosts.js';
import { virtualServiceRoutes } from './virtual-service-routes.js';

const joinHostPort = (host: string, port: number): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

const configuration = (name: string, hosts: readonly VirtualHost[]): RouteConfiguration => ({
  name,
  virtual_hosts: [...hosts],
  validate_clusters: false,
  max_direct_response_body_size_bytes: 1_048_576,
  ignore_port_in_host_matching: true,
});

const virtualHost = (
  host: string,
  port: number,
  domains: readonly string[],
  routes: NonNullable<VirtualHost['routes']>,
): VirtualHost => ({
  name: joinHostPort(host, port),
  domains: [...domains],
  routes,
  include_request_attempt_count: true,
});

/** Envoy refuses a domain that appears twice. Istio: the first virtual host keeps it, whatever its case. */
function withoutDuplicates(hosts: readonly VirtualHost[]): readonly VirtualHost[] {
  const names = new Set<string>();
  const domains = new Set<string>();
  return hosts.flatMap((host) => {
    if (names.has(host.name ?? '')) return [];
    const free = (host.domains ?? []).filter((d) => !domains.has(d.toLowerCase()));
    if (free.length === 0) return [];
    names.add(host.name ?? '');
    for (const d of free) domains.add(d.toLowerCase());
    return [{ ...host, domains: free }];
  });
}

const byName = (a: VirtualHost, b: VirtualHost): number => ((a.name ?? '') < (b.name ?? '') ? -1 : 1);

function buildForPort(context: Context, port: number, services: ReadonlyMap<string, Service>): void {
  const known = new Set(services.keys());
  const domainsOf = (service: Service) => serviceDomains(service, context.proxy.dnsDomain, known);
  const sources = new Set<AnyObject>();
  const hosts: VirtualHost[] = [];
  const { owned, unregistered } = assignVirtualServices(context, port, services);
  for (const [service, { source }] of owned) {
    sources.add(source).add(service.source);
    const routes = virtualServiceRoutes(context, source, port, services);
    hosts.push(virtualHost(service.hostname.toLowerCase(), port, domainsOf(service), routes));
  }
  for (const [host, { source }] of unregistered) {
    sources.add(source);
    hosts.push(virtualHost(host, port, [host], virtualServiceRoutes(context, source, port, services)));
  }
  for (const service of services.values()) {
    if (owned.has(service)) continue;
    sources.add(service.source);
    for (const rule of context.scope.destinationRules.for(service)?.sources ?? []) sources.add(rule);
    hosts.push(
      virtualHost(service.hostname, port, domainsOf(service), [defaultRoute(context, service, port)]),
    );
  }
  const all = [...withoutDuplicates(hosts)].sort(byName);
  context.emit('routes', configuration(String(port), [...all, catchAll(context)]), sources);
}

/** A sniffed service at an address of its own: whatever the Host, it is this service, and nobody else's default. */
function buildForOwnAddress(context: Context, service: Service, port: number): void {
  const host = virtualHost(service.hostname, port, ['*'], [defaultRoute(context, service, port)]);
  context.emit('routes', configuration(joinHostPort(service.hostname, port), [host]), [service.source]);
}

/** The services that have a route configuration to themselves, by its name. */
const ownAddresses = tracked((context: Context) => {
  const own = new Map<string, { readonly service: Service; readonly port: number }>();
  // Istio: ports that a Sidecar names have a protocol and so nothing to sniff.
  const rest = context.scope.egress.find((listener) => !listener.port);
  for (const { service, ports } of rest?.services ?? []) {
    for (const { number, protocol } of ports) {
      if (!isHttpOrSniffed(protocol) || !hasOwnRoute(service, protocol, context)) continue;
      own.set(joinHostPort(service.hostname, number), { service, port: number });
    }
  }
  return own;
});

const ownAddress = tracked((context: Context, name: string) => ownAddresses(context).get(name));

const servicesOnPort = tracked((context: Context, port: number) => servicesByHttpPort(context).get(port));

/** A route configuration for each HTTP port, and one for each sniffed port of a service with its own address. */
export const routeNames = (context: Context): Iterable<string> => [
  ...[...servicesByHttpPort(context).keys()].map(String),
  ...ownAddresses(context).keys(),
];

export function buildRouteConfiguration(context: Context, name: string): void {
  const own = ownAddress(context, name);
  if (own) return buildForOwnAddress(context, own.service, own.port);
  const services = servicesOnPort(context, Number(name));
  if (services) buildForPort(context, Number(name), services);
}
