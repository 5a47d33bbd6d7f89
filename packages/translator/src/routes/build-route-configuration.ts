import type { RouteConfiguration, VirtualHost } from '@xdsim/envoy';
import type { Context } from '../context.js';
import { catchAll } from './catch-all.js';
import { distinctVirtualHosts } from './distinct-virtual-hosts.js';
import { servicesNamed } from './port-services.js';
import { parseRouteName } from './route-name.js';
import { routeScope } from './route-scope.js';
import type { RouteScope } from './route-scope.js';
import { serviceVirtualHost, virtualHosts } from './virtual-hosts.js';

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

/** The ports of all services. Port 80 is first: a host without a port means that one. */
function allPorts({ egress }: RouteScope): readonly number[] {
  const services = [...servicesNamed(egress, 0)];
  const ports = new Set(services.flatMap((s) => s.ports.map(({ number }) => number)));
  return [80, ...[...ports].filter((port) => port !== 80).sort((a, b) => a - b)];
}

/** Istio: but for port 80 only domains that name a port are kept, since they tell the ports apart. */
const withPorts = (hosts: readonly VirtualHost[]): readonly VirtualHost[] =>
  hosts
    .map((host) =>
      host.name?.endsWith(':80')
        ? host
        : { ...host, domains: (host.domains ?? []).filter((domain) => domain.includes(':')) },
    )
    .filter(({ domains }) => domains?.length);

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
  const scope = routeScope(context, name);
  const servesAll = scope?.listenPort === 0;
  const built = virtualHosts(context, name, servesAll ? allPorts(scope) : [port]);
  // Istio ignores the port here too, so that Envoy finds none of the domains with a port. A plain Envoy is to find them.
  const ignoresPort = !servesAll || context.interception === 'redirect';
  const distinct = distinctVirtualHosts(built.map(({ host: virtual }) => virtual));
  const hosts = servesAll ? withPorts(distinct) : distinct;
  context.emit(
    'routes',
    configuration(name, [...[...hosts].sort(byName), catchAll(context)], ignoresPort),
    built.flatMap(({ sources }) => sources),
  );
}
