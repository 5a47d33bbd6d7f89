import type { Context } from '../context.js';
import { endpointsBehind } from '../endpoints/endpoints-behind.js';
import { tracked } from '../incremental/tracked.js';

const portsOf = tracked(
  (context: Context, namespace: string, hostname: string): readonly number[] => {
    const siblings = context.snapshot.services.of(namespace, hostname);
    const placed = siblings.flatMap((service) =>
      service.ports.flatMap((port) => endpointsBehind(context, service, port)),
    );
    return [...new Set(placed.map(({ port }) => port))].filter((port) => port > 0).sort((a, b) => a - b);
  },
  { same: (before, after) => before.join() === after.join() },
);

/** The ports at which the endpoints of any service answer. Istio: whatever a Sidecar says or a service is exported to. */
export function servingPorts(context: Context): ReadonlySet<string> {
  const ports = context.snapshot.services.services.flatMap(({ namespace, hostname }) =>
    portsOf(context, namespace, hostname),
  );
  return new Set(ports.map(String));
}
