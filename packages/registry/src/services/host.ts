import { isIpAddress } from '@xdsim/api';

/** The DNS domain of Kubernetes' services. */
const CLUSTER_DOMAIN = 'cluster.local';

/** The host of a Service of Kubernetes. */
export const kubernetesHost = (name: string, namespace: string, domain = CLUSTER_DOMAIN): string =>
  `${name}.${namespace}.svc.${domain}`;

/** Istio: a host whose first character is `*` is a wildcard. */
export const isWildcard = (host: string): boolean => host.startsWith('*');

/** Whether two hosts, either of which may be a wildcard, can mean the same name. */
export function hostMatches(a: string, b: string): boolean {
  if (isWildcard(a) && isWildcard(b)) {
    const [x, y] = [a.slice(1), b.slice(1)];
    return x.endsWith(y) || y.endsWith(x);
  }
  if (isWildcard(a)) return b.endsWith(a.slice(1));
  if (isWildcard(b)) return a.endsWith(b.slice(1));
  return a === b;
}

/** Whether every name that `host` can mean is one that `other` means. */
export function isSubsetOf(host: string, other: string): boolean {
  if (!isWildcard(other)) return host === other;
  if (isWildcard(host)) return host.length >= other.length && host.slice(1).endsWith(other.slice(1));
  return host.endsWith(other.slice(1));
}

/**
 * The most specific of `hosts` that covers `hostname`: itself, else the longest wildcard that it ends with.
 * Istio compares plain suffixes; no dot boundary is asked for.
 */
export function mostSpecificHost<T>(hostname: string, hosts: ReadonlyMap<string, T>): T | undefined {
  const exact = hosts.get(hostname);
  if (exact !== undefined) return exact;
  const suffix = isWildcard(hostname) ? hostname.slice(1) : hostname;
  let best: string | undefined;
  for (const host of hosts.keys()) {
    if (isWildcard(host) && suffix.endsWith(host.slice(1)) && (!best || host.length > best.length))
      best = host;
  }
  return best === undefined ? undefined : hosts.get(best);
}

/**
 * Istio: a name without a dot is completed to `<name>.<namespace>.svc.<domain>`; names with dots, wildcards and
 * addresses stay as they are. This hits ServiceEntry hosts without a dot too.
 */
export const resolveShortName = (name: string, namespace: string, domain?: string): string =>
  name.includes('.') || isWildcard(name) || isIpAddress(name)
    ? name
    : kubernetesHost(name, namespace, domain);
