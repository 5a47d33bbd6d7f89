import { clusterName } from '../clusters/cluster-name.js';
import type { Context } from '../context.js';
import { sameSources } from '../incremental/same-sources.js';
import { hostRoutes } from './host-routes.js';

/** The route configurations of a host, one for each of its ports, under the names of its clusters (Istio). */
export function buildHostRoutes(context: Context, host: string): void {
  for (const { port, service, built } of hostRoutes(context, host)) {
    const { source } = service;
    // A virtual host may have been made when the service's object stood elsewhere: it is named once all the same.
    const others = built.flatMap(({ sources }) => sources.filter((other) => !sameSources([other], [source])));
    context.emit('routes', { name: clusterName(port, host), virtual_hosts: built.map((one) => one.host) }, [
      source,
      ...others,
    ]);
  }
}
