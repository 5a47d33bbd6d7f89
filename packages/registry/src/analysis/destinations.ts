import type { Destination, Path, VirtualService } from '@xdsim/api';
import { resolveShortName } from '../services/host.js';

/** A place of a VirtualService that names a host to send traffic to. */
export interface PlacedDestination {
  readonly destination: Destination;
  readonly path: Path;
  /** The destination's host, written out: clusters are named as services are written, whatever the case (Istio). */
  readonly host: string;
  readonly protocol: 'http' | 'tls' | 'tcp';
  /** Of the rule among those of its protocol. */
  readonly rule: number;
}

/** Every destination of a VirtualService, mirrors included. */
export function destinationsOf({ spec, metadata }: VirtualService): readonly PlacedDestination[] {
  const found: PlacedDestination[] = [];
  function add(
    destination: Destination | undefined,
    protocol: PlacedDestination['protocol'],
    rule: number,
    ...path: Path
  ): void {
    if (!destination?.host) return;
    const host = resolveShortName(destination.host, metadata.namespace);
    found.push({ destination, path: ['spec', protocol, rule, ...path], host, protocol, rule });
  }
  for (const protocol of ['http', 'tls', 'tcp'] as const) {
    for (const [rule, { route = [] }] of (spec[protocol] ?? []).entries()) {
      for (const [i, { destination }] of route.entries()) {
        add(destination, protocol, rule, 'route', i, 'destination');
      }
    }
  }
  for (const [rule, { mirror, mirrors = [] }] of (spec.http ?? []).entries()) {
    add(mirror, 'http', rule, 'mirror');
    for (const [i, { destination }] of mirrors.entries()) {
      add(destination, 'http', rule, 'mirrors', i, 'destination');
    }
  }
  return found;
}

/** Istio: a VirtualService that names no gateway is bound to `mesh`, that is to all sidecars. */
export const isMeshBound = ({ spec }: VirtualService): boolean =>
  !spec.gateways?.length || spec.gateways.includes('mesh');

/** Istio: without hosts it is a delegate, which works through the VirtualServices that include it only. */
export const isDelegate = ({ spec }: VirtualService): boolean => !spec.hosts?.length;

/** A VirtualService's hosts, written out, with their places. Istio: for HTTP their case does not matter. */
export const hostsOf = ({ spec, metadata }: VirtualService): readonly { host: string; path: Path }[] =>
  (spec.hosts ?? []).map((host, i) => ({
    host: resolveShortName(host, metadata.namespace),
    path: ['spec', 'hosts', i],
  }));
