import type { Destination, HttpRoute, VirtualService } from '@xdsim/api';
import { resolveShortName } from '@xdsim/registry';
import type { Client } from '../proxy/client.js';

/** The ports of a host that routes lead to; `undefined` among them stands for all that the host has. */
export type DestinationPorts = ReadonlySet<number | undefined>;

/** Istio: an HTTP route that only other namespaces match leads nowhere from here. */
const isFor = (isIn: Client['isIn'], { match = [] }: HttpRoute): boolean => {
  const namespaces = match.flatMap((m) => m.sourceNamespace || []);
  return namespaces.length === 0 || namespaces.some(isIn);
};

/**
 * The hosts that a VirtualService sends traffic of a namespace to, mirrors included, written out.
 *
 * @param rules its HTTP rules, those of delegates among them
 */
export function virtualServiceDestinations(
  { spec, metadata }: VirtualService,
  rules: readonly HttpRoute[],
  isIn: Client['isIn'],
): ReadonlyMap<string, DestinationPorts> {
  const http = rules.filter((route) => isFor(isIn, route));
  const destinations: (Destination | undefined)[] = [
    ...http.flatMap((route) => [
      ...(route.route ?? []).map((r) => r.destination),
      route.mirror,
      ...(route.mirrors ?? []).map((m) => m.destination),
    ]),
    ...[...(spec.tcp ?? []), ...(spec.tls ?? [])].flatMap((route) =>
      (route.route ?? []).map((r) => r.destination),
    ),
  ];
  const found = new Map<string, Set<number | undefined>>();
  for (const destination of destinations) {
    if (!destination) continue;
    const host = resolveShortName(destination.host ?? '', metadata.namespace);
    let ports = found.get(host);
    if (!ports) found.set(host, (ports = new Set()));
    ports.add(destination.port?.number);
  }
  return found;
}
