import type { Context } from '../context.js';
import { isHttpProxy } from '../scope/egress-filter.js';
import type { EgressListener } from '../scope/egress-listener.js';
import type { ImportedService } from '../scope/imported-service.js';
import { serviceNamed } from './port-services.js';
import { parseRouteName } from './route-name.js';

/** What the routes of one route configuration are made from. */
export interface RouteScope {
  readonly context: Context;
  readonly egress: EgressListener;
  /** The port that clients speak to; 0 for a proxy's port and for a Unix socket, which serve all ports at once. */
  readonly listenPort: number;
  /** The port that requests arrive at: the same, but where listeners bind at an offset. */
  readonly requestPort: number;
  /** The service of a host, if it can be reached through this port. */
  service(host: string): ImportedService | undefined;
}

/** `undefined` when no listener of the proxy's egress asks under this name. */
export function routeScope(context: Context, name: string): RouteScope | undefined {
  const { port } = parseRouteName(name);
  const egress = context.scope.egressFor(port, name);
  if (!egress) return undefined;
  const listenPort = isHttpProxy(egress) ? 0 : port;
  const offset = context.interception === 'none' && listenPort !== 0 ? context.portOffset : 0;
  return {
    context,
    egress,
    listenPort,
    requestPort: listenPort + offset,
    service: (host) => serviceNamed(egress, host, listenPort),
  };
}
