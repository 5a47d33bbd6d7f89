import type { Service } from '@xdsim/registry';
import type { Context } from '../context.js';
import { serviceVirtualHost } from '../routes/virtual-hosts.js';
import type { BuiltVirtualHost } from '../routes/virtual-hosts.js';
import { joinHostPort } from '../routes/virtual-host.js';
import { portNumbers } from '../scope/imported-service.js';

/** What is behind one port of a host. */
export interface HostRoutes {
  readonly port: number;
  readonly service: Service;
  readonly built: readonly BuiltVirtualHost[];
}

/** The virtual hosts of each of a host's ports. A host that is another's alias has that one's. */
export function hostRoutes(context: Context, host: string): readonly HostRoutes[] {
  const { scope } = context;
  const imported = scope.service(host);
  if (!imported) return [];
  const target = scope.aliasTarget(host);
  return [...portNumbers(imported)].map((port) => ({
    port,
    service: imported.service,
    built: serviceVirtualHost(context, joinHostPort(target, port), port, target),
  }));
}
