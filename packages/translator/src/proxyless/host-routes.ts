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

/** The virtual hosts of each of a host's ports. A host that is but another's alias has that one's. */
export function hostRoutes(context: Context, host: string): readonly HostRoutes[] {
  const { scope } = context;
  const imported = scope.service(host);
  if (!imported) return [];
  const builtFor = (name: string, port: number) =>
    serviceVirtualHost(context, joinHostPort(name, port), port, name);
  return [...portNumbers(imported)].map((port) => {
    const own = builtFor(host, port);
    const built = own.length ? own : builtFor(scope.aliasTarget(host), port);
    return { port, service: imported.service, built };
  });
}
