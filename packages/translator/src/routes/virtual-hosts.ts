import type { AnyObject } from '@xdsim/api';
import type { VirtualHost } from '@xdsim/envoy';
import type { Context } from '../context.js';
import { sameMade } from '../incremental/same-sources.js';
import { tracked } from '../incremental/tracked.js';
import { isAlias, portNumbers } from '../scope/imported-service.js';
import type { ScopedVirtualService } from '../scope/virtual-services.js';
import { defaultRoute } from './default-route.js';
import { serviceDomains } from './domains.js';
import { ownerOf } from './owner.js';
import { ruleOf } from './action/destination.js';
import { servicesNamed, speaksHttp } from './port-services.js';
import { routeScope } from './route-scope.js';
import type { RouteScope } from './route-scope.js';
import { unregisteredHosts } from './unregistered-hosts.js';
import { asDomain, joinHostPort, virtualHost } from './virtual-host.js';
import { virtualServiceRoutes } from './virtual-service-routes.js';
import type { BuiltRoutes } from './virtual-service-routes.js';

/** A virtual host, what gave it its place, and the objects that it is made from. */
export interface BuiltVirtualHost {
  readonly host: VirtualHost;
  /** The VirtualService behind it, if there is one. */
  readonly owner: ScopedVirtualService | undefined;
  /** The host of the owner that names it; one that only a wildcard covers comes after those. */
  readonly place: number;
  readonly port: number;
  readonly sources: readonly AnyObject[];
}

/** The VirtualService that is for a service here, with its routes. */
function owned(
  context: Context,
  name: string,
  { egress }: RouteScope,
  host: string,
): { readonly owner: ScopedVirtualService; readonly routes: BuiltRoutes } | undefined {
  const routesOf = ({ source }: ScopedVirtualService) => virtualServiceRoutes(context, name, source);
  const owner = ownerOf(egress, host, (vs) => routesOf(vs).routes.length > 0);
  return owner && { owner, routes: routesOf(owner) };
}

const placeIn = ({ hosts }: ScopedVirtualService, host: string): number => {
  const place = hosts.findIndex((own) => own.toLowerCase() === host);
  return place < 0 ? hosts.length : place;
};

/**
 * The virtual host of one service at a port: with the routes of the VirtualService that is for it, else with one that takes
 * everything. Istio: without a VirtualService an alias is found by the names of what it stands for.
 */
export const serviceVirtualHost = tracked(
  (context: Context, name: string, port: number, host: string): readonly BuiltVirtualHost[] => {
    const scope = routeScope(context, name);
    const imported = scope?.service(host);
    if (!imported || !speaksHttp(imported, port)) return [];
    const { egress, listenPort } = scope!;
    const { service } = imported;
    const mine = owned(context, name, scope!, host);
    if (!mine && isAlias(service)) return [];
    const isKnown = (other: string): boolean => {
      const known = scope!.service(other);
      return (
        known !== undefined &&
        known.ports.some(({ number }) => speaksHttp(known, number)) &&
        (!isAlias(known.service) || owned(context, name, scope!, other) !== undefined)
      );
    };
    // A gRPC client looks for its whole target.
    const shownPort = listenPort === 0 || context.proxy.type === 'proxyless' ? port : undefined;
    const domains = serviceDomains(service, {
      proxy: context.proxy,
      aliases: egress.aliasesOf(imported.service),
      isKnown,
      port: shownPort,
    });
    const { routes, sources } = mine?.routes ?? {
      routes: [defaultRoute(context, service, port)],
      sources: ruleOf(context, host)?.sources ?? [],
    };
    return [
      {
        host: virtualHost(joinHostPort(host, port), domains, routes),
        owner: mine?.owner,
        place: mine ? placeIn(mine.owner, host) : 0,
        port,
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
    place: -1,
    port,
    sources,
  }));
}

/**
 * All virtual hosts of some ports, in the order in which they may take domains: as their VirtualServices come, of each by
 * port, and then as it names them, hosts that no service has before the others; then services without one, each with its
 * ports as they are written (Istio).
 */
export function virtualHosts(
  context: Context,
  name: string,
  ports: readonly number[],
): readonly BuiltVirtualHost[] {
  const scope = routeScope(context, name);
  if (!scope) return [];
  const { egress, listenPort } = scope;
  const places = new Map(ports.map((port, i) => [port, i]));
  const hosts = [
    ...egress.virtualServices.flatMap((owner) =>
      ports.flatMap((port) => ownVirtualHosts(context, name, port, owner)),
    ),
    ...[...servicesNamed(egress, listenPort)].flatMap((imported) =>
      [...portNumbers(imported)]
        .filter((port) => places.has(port))
        .flatMap((port) => serviceVirtualHost(context, name, port, imported.service.hostname)),
    ),
  ];
  if (egress.virtualServices.length === 0) return hosts;
  const order = new Map(egress.virtualServices.map(({ source }, i) => [source, i]));
  const rank = ({ owner }: BuiltVirtualHost): number =>
    owner ? (order.get(owner.source) ?? order.size) : order.size;
  const place = ({ port }: BuiltVirtualHost): number => places.get(port) ?? 0;
  return hosts.sort((a, b) => rank(a) - rank(b) || (a.owner ? place(a) - place(b) || a.place - b.place : 0));
}
