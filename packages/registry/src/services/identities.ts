import type { Endpoint, Service } from './service.js';

/** Whom certificates are issued to: the mesh's own domain, and those that it takes for its own. */
export interface Trust {
  /** Istio's default: `cluster.local`. */
  readonly domain?: string;
  readonly aliases?: readonly string[];
}

/** The SPIFFE ID of an endpoint's service account, `undefined` when it has none. */
export const endpointIdentity = (
  endpoint: Pick<Endpoint, 'namespace' | 'serviceAccount'>,
  domain = 'cluster.local',
): string | undefined =>
  endpoint.serviceAccount
    ? `spiffe://${domain}/ns/${endpoint.namespace}/sa/${endpoint.serviceAccount}`
    : undefined;

/**
 * The names that a service's certificate may carry, sorted: those that it lists itself and the identities of its
 * endpoints, each SPIFFE ID also under the aliases of its trust domain (Istio).
 */
export function serviceIdentities(
  services: readonly Service[],
  endpoints: readonly Endpoint[],
  trust: Trust = {},
): readonly string[] {
  const { domain = 'cluster.local', aliases = [] } = trust;
  const own = [
    ...services.flatMap((s) => s.subjectAltNames),
    ...endpoints.flatMap((e) => endpointIdentity(e, domain) ?? []),
  ];
  const domains = [domain, ...aliases];
  const names = own.flatMap((name) => {
    const rest = domains.find((d) => name.startsWith(`spiffe://${d}/`));
    return rest === undefined
      ? name
      : domains.map((d) => `spiffe://${d}${name.slice('spiffe://'.length + rest.length)}`);
  });
  return [...new Set(names)].sort();
}
