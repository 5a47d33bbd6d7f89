import { clusterName } from '../clusters/cluster-name.js';
import type { Context } from '../context.js';
import { sameSources } from '../incremental/same-sources.js';
import { serviceVirtualHost } from '../routes/virtual-hosts.js';
import { joinHostPort } from '../routes/virtual-host.js';
import { portNumbers } from '../scope/imported-service.js';

/**
 * The route configurations of a host, one for each of its ports, under the names of its clusters (Istio). A host that is
 * another's alias has that one's routes.
 */
export function buildHostRoutes(context: Context, host: string): void {
  const { scope } = context;
  const imported = scope.service(host);
  if (!imported) return;
  const { source } = imported.service;
  const target = scope.aliasTarget(host);
  for (const number of portNumbers(imported)) {
    const built = serviceVirtualHost(context, joinHostPort(target, number), number, target);
    // A virtual host may have been made when the service's object stood elsewhere: it is named once all the same.
    const others = built.flatMap(({ sources }) => sources.filter((other) => !sameSources([other], [source])));
    context.emit('routes', { name: clusterName(number, host), virtual_hosts: built.map((one) => one.host) }, [
      source,
      ...others,
    ]);
  }
}
