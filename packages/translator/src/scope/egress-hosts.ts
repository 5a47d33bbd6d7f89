import { hostMatches, isSubsetOf, isWildcard } from '@xdsim/registry';

/** What the `hosts` of an egress listener let in, host by host: nothing else decides. */
export interface EgressHosts {
  importsService(namespace: string, hostname: string): boolean;
  /** A VirtualService is imported for one of its hosts, and then as a whole. */
  importsVirtualService(namespace: string, hosts: readonly string[]): boolean;
}

const ANY_NAMESPACE = '*';

/** The names that are written for one namespace. */
class Names {
  readonly #exact = new Set<string>();
  readonly #wildcards: string[] = [];

  add(name: string): void {
    if (isWildcard(name)) this.#wildcards.push(name);
    else this.#exact.add(name);
  }

  hold(hostname: string): boolean {
    return this.#exact.has(hostname) || this.#wildcards.some((w) => isSubsetOf(hostname, w));
  }

  /** Either side may be the wildcard: a VirtualService for `*.com` is wanted where `a.com` is (Istio). */
  meet(host: string): boolean {
    if (this.#exact.has(host) || this.#wildcards.some((w) => hostMatches(host, w))) return true;
    return isWildcard(host) && [...this.#exact].some((name) => hostMatches(host, name));
  }
}

type ByNamespace = Map<string, Names>;

const some = (names: ByNamespace, namespace: string, test: (names: Names) => boolean): boolean =>
  [names.get(namespace), names.get(ANY_NAMESPACE)].some((n) => n !== undefined && test(n));

/**
 * Reads `namespace/dnsName`: the namespace is a name, `.` for the proxy's own, or `*`. A `~` before it excludes, and
 * alone it excludes from all namespaces. Istio: what is excluded stays out, whatever includes it.
 */
export function egressHosts(hosts: readonly string[], ownNamespace: () => string): EgressHosts {
  const included: ByNamespace = new Map();
  const excluded: ByNamespace = new Map();
  for (const host of hosts) {
    const [written = '', name = '', more] = host.split('/');
    // Istio: a host of another form is passed over.
    if (!name || more !== undefined) continue;
    const names = written.startsWith('~') ? excluded : included;
    const namespace = written.startsWith('~') ? written.slice(1) || ANY_NAMESPACE : written;
    const key = namespace === '.' ? ownNamespace() : namespace;
    let list = names.get(key);
    if (!list) names.set(key, (list = new Names()));
    list.add(name);
  }
  return {
    importsService: (namespace, hostname) =>
      some(included, namespace, (names) => names.hold(hostname)) &&
      !some(excluded, namespace, (names) => names.hold(hostname)),
    importsVirtualService: (namespace, virtualHosts) =>
      virtualHosts.some(
        (host) =>
          some(included, namespace, (names) => names.meet(host)) &&
          !some(excluded, namespace, (names) => names.hold(host)),
      ),
  };
}
