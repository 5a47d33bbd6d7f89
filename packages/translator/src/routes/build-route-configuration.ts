import type { RouteConfiguration, VirtualHost } from '@xdsim/envoy';
import type { Context } from '../context.js';
import { catchAll } from './catch-all.js';
import { distinctVirtualHosts } from './distinct-virtual-hosts.js';
import { parseRouteName } from './route-name.js';
import { routeScope } from './route-scope.js';
import { serviceVirtualHost, virtualHosts } from './virtual-hosts.js';
import type { BuiltVirtualHost } from './virtual-hosts.js';

const byName = (a: VirtualHost, b: VirtualHost): number => ((a.name ?? '') < (b.name ?? '') ? -1 : 1);

const configuration = (
  name: string,
  hosts: readonly VirtualHost[],
  ignoresPort = true,
): RouteConfiguration => ({
  name,
  virtual_hosts: hosts,
  validate_clusters: false,
  max_direct_response_body_size_bytes: 1_048_576,
  ...(ignoresPort ? { ignore_port_in_host_matching: true } : {}),
});

/** Istio: but for port 80 only domains that name a port are kept, since they tell the ports apart. */
const withPort = (built: BuiltVirtualHost): BuiltVirtualHost => ({
  ...built,
  host: { ...built.host, domains: (built.host.domains ?? []).filter((domain) => domain.includes(':')) },
});

/** The hosts of all ports in one list. Port 80 is first: a host without a port means that one. */
function hostsOfAllPorts(context: Context, name: string): readonly BuiltVirtualHost[] {
  const services = routeScope(context, name)?.egress.services ?? [];
  const ports = new Set(services.flatMap((s) => s.ports.map(({ number }) => number)));
  const others = [...ports].filter((port) => port !== 80).sort((a, b) => a - b);
  return [
    ...virtualHosts(context, name, 80),
    ...others.flatMap((port) => virtualHosts(context, name, port).map(withPort)),
  ];
}

/** The route configuration that listeners ask for by a name: Istio's answer to it. */
export function buildRouteConfiguration(context: Context, name: string): void {
  const { port, host } = parseRouteName(name);
  if (host !== undefined) {
    // Whatever the Host, it is this service, and nobody else's default.
    const own = serviceVirtualHost(context, name, port, host);
    const open = own.map((built) => ({ ...built.host, domains: ['*'] }));
    context.emit(
      'routes',
      configuration(name, open),
      own.flatMap(({ sources }) => sources),
    );
    return;
  }
  const servesAll = routeScope(context, name)?.listenPort === 0;
  const built = servesAll ? hostsOfAllPorts(context, name) : virtualHosts(context, name, port);
  // Istio ignores the port here too, so that Envoy finds none of the domains with a port. A plain Envoy is to find them.
  const ignoresPort = !servesAll || context.interception === 'redirect';
  const distinct = distinctVirtualHosts(built.map(({ host: virtual }) => virtual));
  context.emit(
    'routes',
    configuration(name, [...[...distinct].sort(byName), catchAll(context)], ignoresPort),
    built.flatMap(({ sources }) => sources),
  );
}
