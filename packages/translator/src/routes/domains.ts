import { isIpAddress } from '@xdsim/api';
import { UNSPECIFIED_ADDRESS } from '@xdsim/registry';
import type { Service } from '@xdsim/registry';
import { isHeadless } from '../clusters/cluster-kind.js';
import type { Client } from '../proxy/client.js';
import { addressFor } from '../proxy/ip-family.js';
import { asDomain, joinHostPort } from './virtual-host.js';

/** What a service's names depend on beside itself. */
export interface DomainView {
  readonly proxy: Client;
  /** The service's other names. */
  readonly aliases: readonly string[];
  /** Whether a host exists at the port. */
  readonly isKnown: (host: string) => boolean;
  /** Given where the route configuration serves all ports at once. */
  readonly port?: number | undefined;
}

/**
 * The names under which a service's virtual host is found: its host and its aliases with and without the trailing dot,
 * short forms, its address. A route configuration ignores the port of the Host header, so that no domain needs one, but
 * where it serves all ports at once: there each name is given with the port too.
 */
export function serviceDomains(
  service: Service,
  { proxy, aliases, isKnown, port }: DomainView,
): readonly string[] {
  const names = [service.hostname, ...aliases].flatMap((hostname) => [
    hostname,
    // A gRPC client has no listener of that name, and grpc-java fails at a domain that ends with a dot.
    ...(isIpAddress(hostname) || proxy.type === 'proxyless' ? [] : [`${hostname}.`]),
    // A short form never takes the name of a host that exists (Istio).
    ...proxy.shortFormsOf(hostname).filter((form) => !isKnown(form)),
  ]);
  const address = addressFor(proxy, service);
  const alone = [
    ...names,
    // Istio: each pod of a headless service may have a name of its own below the service's.
    ...(isHeadless(service) ? names.map((name) => `*.${name}`) : []),
    ...(address === UNSPECIFIED_ADDRESS ? [] : [address]),
  ];
  return alone.flatMap((name) =>
    port === undefined ? [asDomain(name)] : [asDomain(name), joinHostPort(name, port)],
  );
}
