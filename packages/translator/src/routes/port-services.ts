import { isHttp } from '@xdsim/registry';
import type { Protocol, Service } from '@xdsim/registry';
import type { Context } from '../context.js';
import { tracked } from '../incremental/tracked.js';
import { tcpBinds } from '../listeners/tcp-binds.js';
import { wildcardAddress } from '../proxy/ip-family.js';

export const isSniffed = (protocol: Protocol): boolean => protocol === 'Unsupported';
export const isHttpOrSniffed = (protocol: Protocol): boolean => isHttp(protocol) || isSniffed(protocol);

/** Istio: a sniffed port of a service that is not found at the wildcard gets a listener, and so a route, of its own. */
export const hasOwnRoute = (service: Service, protocol: Protocol, context: Context): boolean =>
  context.interception === 'redirect' &&
  isSniffed(protocol) &&
  !tcpBinds(context, service).includes(wildcardAddress(context.proxy));

/** The visible services by the HTTP ports that share a route configuration; per port the last of a host counts. */
export const servicesByHttpPort = tracked((context): ReadonlyMap<number, ReadonlyMap<string, Service>> => {
  const ports = new Map<number, Map<string, Service>>();
  for (const listener of context.scope.egress) {
    for (const { service, ports: imported } of listener.services) {
      for (const port of imported) {
        if (!isHttpOrSniffed(port.protocol) || hasOwnRoute(service, port.protocol, context)) continue;
        if (context.scope.egressFor(port.number) !== listener) continue;
        let services = ports.get(port.number);
        if (!services) ports.set(port.number, (services = new Map()));
        services.set(service.hostname, service);
      }
    }
  }
  return ports;
});
