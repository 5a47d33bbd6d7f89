import type { AnyObject } from '@xdsim/api';
import type { VirtualHost } from '@xdsim/envoy';
import type { Context } from '../context.js';
import { sameMade } from '../incremental/same-sources.js';
import { tracked } from '../incremental/tracked.js';
import type { ScopedVirtualService } from '../scope/virtual-services.js';
import { defaultRoute } from './default-route.js';
import { serviceDomains } from './domains.js';
import { ownerOf } from './owner.js';
import { serviceAt, servicesAt, speaksHttp } from './port-services.js';
import { routeScope } from './route-scope.js';
import { unregisteredHosts } from './unregistered-hosts.js';
import { asDomain, joinHostPort, virtualHost } from './virtual-host.js';
import { virtualServiceRoutes } from './virtual-service-routes.js';

/** A virtual host, the VirtualService behind it if there is one, and the objects that it is made from. */
export interface BuiltVirtualHost {
  readonly host: VirtualHost;
  readonly owner: ScopedVirtualService | undefined;
  readonly sources: readonly AnyObject[];
}

/**
 * The virtual host of one service at a port: with the routes of the VirtualService that is for it, else with one that takes
 * everything.
 */
export const serviceVirtualHost = tracked(
  (context: Context, name: string, port: number, host: string): readonly BuiltVirtualHost[] => {
    const scope = routeScope(context, name);
    const imported = scope && serviceAt(scope.egress, host, port);
    if (!imported || !speaksHttp(imported, port)) return [];
    const { egress, listenPort } = scope;
    const { service } = imported;
    const isKnown = (other: string): boolean => {
      const known = serviceAt(egress, other, port);
      return known !== undefined && speaksHttp(known, port);
    };
    // A gRPC client looks for its whole target.
    const shownPort = listenPort === 0 || context.proxy.type === 'proxyless' ? port : undefined;
    const domains = serviceDomains(service, {
      proxy: context.proxy,
      aliases: egress.aliasesOf(service),
      isKnown,
      port: shownPort,
    });
    const routesOf = ({ source }: ScopedVirtualService) => virtualServiceRoutes(context, name, source);
    const owner = ownerOf(egress.hosts, host, (vs) => routesOf(vs).routes.length > 0);
    const { routes, sources } = owner
      ? routesOf(owner)
      : {
          routes: [defaultRoute(context, service, port)],
          sources: context.scope.destinationRules.for(service)?.sources ?? [],
        };
    return [
      {
        host: virtualHost(joinHostPort(host, port), domains, routes),
        owner,
        sources: [service.source, ...sources],
      },
    ];
  },
  {
    same: (before, after) =>
      before.length === after.length && before.every((built, i) => sameMade(built, after[i]!)),
  },
);

/** The virtual hosts of those hosts of a VirtualService that no service has. */
function ownVirtualHosts(
  context: Context,
  name: string,
  port: number,
  owner: ScopedVirtualService,
): readonly BuiltVirtualHost[] {
  const scope = routeScope(context, name);
  const { routes, sources } = virtualServiceRoutes(context, name, owner.source);
  if (!scope || routes.length === 0) return [];
  return unregisteredHosts(scope, owner, port).map((host) => ({
    host: virtualHost(joinHostPort(host, port), [asDomain(host)], routes),
    owner,
    sources,
  }));
}

/**
 * All virtual hosts of a port, in the order in which they may take domains: as their VirtualServices come, then those
 * without one (Istio).
 */
export function virtualHosts(context: Context, name: string, port: number): readonly BuiltVirtualHost[] {
  const egress = routeScope(context, name)?.egress;
  if (!egress) return [];
  const hosts = [
    ...egress.virtualServices.flatMap((owner) => ownVirtualHosts(context, name, port, owner)),
    ...Array.from(servicesAt(egress, port)).flatMap(({ service }) =>
      serviceVirtualHost(context, name, port, service.hostname),
    ),
  ];
  if (egress.virtualServices.length === 0) return hosts;
  const order = new Map(egress.virtualServices.map(({ source }, i) => [source, i]));
  const rank = ({ owner }: BuiltVirtualHost): number =>
    owner ? (order.get(owner.source) ?? order.size) : order.size;
  return hosts.sort((a, b) => rank(a) - rank(b));
}
